package io.farmgate.bootstrap;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** A command line that was run to its end inside this process. */
record CommandLineRun(int exitCode, String out, String err) {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** Runs it with the given variables and a home folder of its own. */
  static CommandLineRun of(Path home, Map<String, String> environment, String... arguments) {
    return of(home, environment, false, "", arguments);
  }

  /** The same, where a person may sit at a terminal and type. */
  static CommandLineRun of(
      Path home,
      Map<String, String> environment,
      boolean terminal,
      String typed,
      String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            new Surroundings(
                environment,
                Optional.of(home.toString()),
                CLOCK,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new StringReader(typed),
                terminal),
            arguments);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }
}
