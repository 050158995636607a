package io.farmgate.bootstrap.e2e;

import io.farmgate.bootstrap.ProjectRoot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real {@code ./farmgate} and the jars that the build has just made, in a folder of their own,
 * so that the script finds everything built.
 *
 * @param root the folder with the script
 */
public record Installation(Path root) {

  /**
   * Makes one.
   *
   * @param folder an empty one
   */
  public static Installation in(Path folder) throws IOException {
    String built = System.getProperty("farmgate.built");
    if (built == null || !Files.exists(Path.of(built, "farmgate.jar"))) {
      throw new IllegalStateException(
          "farmgate.built: " + built + " (expected: the folder with farmgate.jar; run mvn verify)");
    }
    Path root = Files.createDirectories(folder.resolve("farm gate"));
    Files.createDirectories(root.resolve("tools"));
    for (String script : List.of("farmgate", "tools/toolchain.sh")) {
      Files.copy(
          ProjectRoot.path().resolve(script),
          root.resolve(script),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path work = Files.createDirectories(root.resolve(".farmgate/app"));
    Files.createSymbolicLink(work.resolve("it"), Path.of(built));
    Files.writeString(work.resolveSibling("current"), "it\n");
    Files.writeString(work.resolveSibling("built"), "");
    return new Installation(root);
  }

  /**
   * Starts {@code ./farmgate}, with this JVM's JDK and none of this process's settings.
   *
   * @param err takes its standard error
   */
  public Process start(Map<String, String> environment, File err, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(root.resolve("farmgate").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err);
    Map<String, String> variables = builder.environment();
    variables
        .keySet()
        .removeIf(name ->
            name.startsWith("FARMGATE_")
                || name.startsWith("JWT_")
                || name.startsWith("GRPC_")
                || name.startsWith("OPENCUE_")
                || name.startsWith("CUE"));
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.putAll(environment);
    return builder.start();
  }
}
