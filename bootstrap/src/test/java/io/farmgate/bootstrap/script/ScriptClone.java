package io.farmgate.bootstrap.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.bootstrap.ProjectRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A clone with the real {@code ./farmgate} in it, and a JDK and a Maven that only say that they
 * were called.
 */
final class ScriptClone {
  private static final long PATIENCE_SECONDS = 60;

  private final Path root;
  private final Path fakes;

  private ScriptClone(Path root, Path fakes) {
    this.root = root;
    this.fakes = fakes;
  }

  /** What a run of the script has left. */
  record Run(int exitCode, String out, String err) {}

  /** Makes one in a folder whose name has a space. */
  static ScriptClone in(Path folder) throws IOException {
    Path root = Files.createDirectories(folder.resolve("a clone"));
    ScriptClone clone = new ScriptClone(root, folder.resolve("fakes"));
    Files.createDirectories(root.resolve("tools"));
    for (String script : List.of("farmgate", "tools/toolchain.sh")) {
      Files.copy(
          ProjectRoot.path().resolve(script),
          root.resolve(script),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    clone.write("pom.xml", "<project/>");
    clone.write("domain/src/main/java/Job.java", "class Job {}");
    clone.write("domain/src/test/java/JobTest.java", "class JobTest {}");
    clone.fakeJdk("25.0.1");
    clone.fakeMaven("echo jar > bootstrap/target/quick/farmgate.jar");
    return clone;
  }

  Path root() {
    return root;
  }

  /** Writes a source file. */
  void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Makes a JDK of that version, whose {@code java} prints its arguments, one a line. */
  void fakeJdk(String version) throws IOException {
    Path jdk = fakes.resolve("jdk");
    executable(
        jdk.resolve("bin/java"),
        """
        for argument; do
          case "$argument" in
            -XX:AOTCacheOutput=*) echo trained > "${argument#*=}"; exit "${TRAINING_EXIT:-0}" ;;
          esac
        done
        printf '%s\\n' "$@"\
        """);
    executable(jdk.resolve("bin/javac"), "echo javac " + version);
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  /** Makes the JDK's {@code java} do {@code what}. */
  void fakeJava(String what) throws IOException {
    executable(fakes.resolve("jdk/bin/java"), what);
  }

  /** Makes a program of that name do {@code what}; returns a PATH with it before all others. */
  String fakeTool(String name, String what) throws IOException {
    executable(fakes.resolve("tools").resolve(name), what);
    return fakes.resolve("tools") + ":" + System.getenv("PATH");
  }

  /** Makes a Maven that notes each call and then does {@code what}. */
  void fakeMaven(String what) throws IOException {
    executable(
        fakes.resolve("maven/bin/mvn"),
        "echo \"$@\" >> '"
            + fakes.resolve("calls")
            + "'\n"
            + "mkdir -p bootstrap/target/quick/lib\n"
            + what);
  }

  /** Returns what Maven was called with, a call a line. */
  List<String> mavenCalls() throws IOException {
    Path calls = fakes.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** Runs {@code ./farmgate} to its end, from another folder. */
  Run run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return finish(start(environment, root.resolve("farmgate"), arguments));
  }

  /** Starts a script. */
  Process start(Map<String, String> environment, Path script, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(fakes.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FARMGATE_"));
    builder.environment().put("JAVA_HOME", fakes.resolve("jdk").toString());
    builder.environment().put("MAVEN_HOME", fakes.resolve("maven").toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Waits for a script's end. */
  static Run finish(Process process) throws IOException, InterruptedException {
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Run(process.exitValue(), out, err);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
