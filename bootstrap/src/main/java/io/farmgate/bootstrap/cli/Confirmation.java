package io.farmgate.bootstrap.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks before what cannot be undone. */
final class Confirmation {
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask. Without a terminal nobody is asked either.")
  private boolean yes;

  /** Returns whether to go on: asked only where a person sits there. */
  boolean given(CliContext context, String question) {
    if (yes || !context.terminal()) {
      return true;
    }
    context.err().print(Text.printable(question) + " [y/N] ");
    context.err().flush();
    try {
      String answer = new BufferedReader(context.in()).readLine();
      String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
      if (word.equals("y") || word.equals("yes")) {
        return true;
      }
    } catch (IOException e) {
      // Nobody can answer any more.
    }
    context.err().println("Nothing was done.");
    return false;
  }
}
