package io.farmgate.bootstrap;

import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a command takes from the process that it runs in.
 *
 * @param out for what was asked for
 * @param err for everything else
 * @param in what is typed or piped in
 * @param terminal whether a person reads {@code out} and can answer
 * @param environment the environment variables
 * @param userHome the user's home folder, where it is known
 */
record Surroundings(
    Map<String, String> environment,
    Optional<String> userHome,
    Clock clock,
    PrintWriter out,
    PrintWriter err,
    Reader in,
    boolean terminal) {

  /** Returns those of this process. */
  static Surroundings ofProcess() {
    // What a shell takes for "~"; the JVM takes the account's folder, whatever HOME says, and says
    // "?" where it does not know that.
    Optional<String> home =
        Stream.of(System.getenv("HOME"), System.getProperty("user.home"))
            .filter(folder -> folder != null && !folder.isBlank() && !folder.equals("?"))
            .findFirst();
    return new Surroundings(
        System.getenv(),
        home,
        Clock.systemUTC(),
        new PrintWriter(System.out, true, System.out.charset()),
        new PrintWriter(System.err, true, System.err.charset()),
        new InputStreamReader(System.in, StandardCharsets.UTF_8),
        hasTerminal());
  }

  // Since Java 22 there is always one; its documentation still allows none.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
