package io.farmgate.adapter.grpc.cuebot.guard;

import org.jspecify.annotations.Nullable;

/**
 * Finds what PostgreSQL surely refuses in a regular expression: parentheses that do not pair, a
 * bracket that does not end, a backslash at the end, and a quantifier with nothing in front of it.
 * What it does not know passes, and is for PostgreSQL to judge: its grammar is not Java's, so
 * {@code java.util.regex} would refuse good ones and pass bad ones.
 */
final class PostgresRegex {
  private final String text;
  private int at;
  private int open;

  /** Whether there is nothing yet that a quantifier could repeat. */
  private boolean start = true;

  private PostgresRegex(String text) {
    this.text = text;
  }

  /** Returns what is wrong; null for nothing that is known of. */
  static @Nullable String problem(String text) {
    // Directors and options change the grammar, up to "all of it is plain text".
    if (text.startsWith("***") || text.startsWith("(?")) {
      return null;
    }
    return new PostgresRegex(text).problem();
  }

  private @Nullable String problem() {
    while (at < text.length()) {
      String problem = step(text.charAt(at++));
      if (problem != null) {
        return problem;
      }
    }
    return open == 0 ? null : "a '(' has no ')'";
  }

  private @Nullable String step(char character) {
    switch (character) {
      case '\\' -> {
        if (at == text.length()) {
          return "ends with a backslash";
        }
        at++;
        start = false;
      }
      case '[' -> {
        if (!bracket()) {
          return "a '[' has no ']'";
        }
        start = false;
      }
      case '(' -> {
        open++;
        // Groups that do not capture, and looks ahead and behind.
        if (at < text.length() && text.charAt(at) == '?') {
          at++;
        }
        start = true;
      }
      case ')' -> {
        if (--open < 0) {
          return "a ')' has no '('";
        }
        start = false;
      }
      case '*', '+', '?' -> {
        if (start) {
          return "nothing stands in front of '" + character + "'";
        }
      }
      case '|', '^' -> start = true;
      default -> start = false;
    }
    return null;
  }

  /** Passes a bracket expression; false where it does not end. */
  private boolean bracket() {
    if (at < text.length() && text.charAt(at) == '^') {
      at++;
    }
    int first = at;
    while (at < text.length()) {
      char character = text.charAt(at++);
      if (character == ']' && at - 1 > first) {
        return true;
      }
      if (character == '\\') {
        at++;
      } else if (character == '[' && at < text.length() && ".=:".indexOf(text.charAt(at)) >= 0) {
        int end = text.indexOf(text.charAt(at) + "]", at + 1);
        if (end < 0) {
          return false;
        }
        at = end + 2;
      }
    }
    return false;
  }
}
