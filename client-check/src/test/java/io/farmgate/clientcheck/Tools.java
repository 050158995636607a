package io.farmgate.clientcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of other languages, which this machine may have or not. */
final class Tools {
  private static final long PATIENCE_SECONDS = 300;

  private Tools() {}

  /** Skips where a tool is not there, except in continuous integration, where it must be. */
  static void assumeThere(Path folder, String... command) throws InterruptedException {
    if (System.getenv("CI") == null) {
      assumeThat(works(folder, command)).as(String.join(" ", command)).isTrue();
    }
  }

  /**
   * Returns a Python that can run the generated client, the system's own where another one goes
   * before it. Skips where there is none: its libraries are in no registry that this build uses.
   */
  static String python(Path folder) throws InterruptedException {
    String probe = "import dateutil, pydantic, urllib3; assert pydantic.VERSION.startswith('1.')";
    for (String python : List.of("python3", "/usr/bin/python3")) {
      if (works(folder, python, "-c", probe)) {
        return python;
      }
    }
    return abort("no python3 has dateutil, pydantic 1 and urllib3");
  }

  private static boolean works(Path folder, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Files.createTempFile(folder, "tool", ".out").toFile())
              .start();
      process.getOutputStream().close();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a program to its end, and returns what it printed. */
  static String run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "run", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String printed = Files.readString(output);
    assertThat(ended).as("%s ended; it printed: %s", List.of(command), printed).isTrue();
    assertThat(process.exitValue()).as("%s printed: %s", List.of(command), printed).isZero();
    return printed;
  }

  /** Copies a folder with all that is in it. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(file -> {
        try {
          Path target = to.resolve(from.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(target);
          } else {
            Files.copy(file, target);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }

  /** Copies a resource of the tests into a folder. */
  static void copyResource(String name, Path to) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Tools.class.getClassLoader().getResourceAsStream(name), name)) {
      Files.copy(in, to.resolve(name.substring(name.lastIndexOf('/') + 1)));
    }
  }

  /** Returns the one file of a name that lies somewhere in a folder. */
  static Path find(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }
}
