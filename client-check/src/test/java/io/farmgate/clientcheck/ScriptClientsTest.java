package io.farmgate.clientcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients for TypeScript and Python are as their generator makes them; the first compiles, and
 * programs with ten calls each, as people would write them, are answered.
 */
final class ScriptClientsTest {
  /** What both programs print, but for the job's name. */
  private static final String PRINTED =
      """
      shows: ["a_show"]
      frames in all: 3
      started: true
      paused: true
      state: "PAUSED"
      found: [["a_show-sh010-ada_JOB",null]]
      resumed: "Job a_show-sh010-ada_JOB was resumed"
      numbers: [1,2]
      retried: 0
      hosts: ["UP"]
      changed: 7
      killed: true
      refused: [404,"there is no job 'nix'"]
      """;

  @TempDir private Path folder;

  @Test
  void tenCallsInTypeScriptShouldBeAnswered() throws IOException, InterruptedException {
    Tools.assumeThere(folder, "node", "--version");
    Path compiler =
        Tools.find(Path.of(System.getProperty("farmgate.typescript.compiler")), "lib/tsc.js");
    Tools.copy(Path.of(System.getProperty("farmgate.typescript")), folder.resolve("client"));
    for (String file : new String[] {"calls.ts", "tsconfig.json", "package.json"}) {
      Tools.copyResource("typescript/" + file, folder);
    }

    assertThat(Tools.run(folder, Map.of(), "node", compiler.toString(), "-p", ".")).isEmpty();

    assertAnswered("typed", Map.of(), "node", "out/calls.js");
  }

  @Test
  void tenCallsInPythonShouldBeAnswered() throws IOException, InterruptedException {
    String python = Tools.python(folder);
    Tools.copyResource("python/calls.py", folder);

    assertAnswered(
        "pythonic",
        Map.of("PYTHONPATH", System.getProperty("farmgate.python")),
        python,
        "calls.py");
  }

  private void assertAnswered(
      String job, Map<String, String> environment, String program, String script)
      throws IOException, InterruptedException {
    try (ServedFarm farm = new ServedFarm()) {
      String printed = Tools.run(folder, environment, program, script, farm.url());

      assertThat(printed.replace(", ", ",")).isEqualTo(PRINTED.replace("JOB", job));
      assertThat(farm.calls()).hasSizeGreaterThanOrEqualTo(10);
    }
  }
}
