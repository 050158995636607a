package io.farmgate.domain.failure;

/**
 * Repeats a caller's own text in a message: quoted, short, and without what could break a line of a
 * log or a terminal.
 */
public final class Echo {
  /** How many characters of a text are repeated at most. */
  public static final int LONGEST = 40;

  private Echo() {}

  /**
   * Returns {@code text} in single quotes. Of a longer one the first {@link #LONGEST} characters
   * stay, with "..." behind the quotes; control characters become question marks.
   */
  public static String quoted(String text) {
    return quoted(text, LONGEST);
  }

  /** The same with another bound, for keys of things: who reads it has to find them by it. */
  static String quoted(String text, int longest) {
    StringBuilder echo = new StringBuilder("'");
    text.codePoints()
        .limit(longest)
        .map(character -> isHarmless(character) ? character : '?')
        .forEach(echo::appendCodePoint);
    echo.append('\'');
    if (text.codePoints().limit(longest + 1L).count() > longest) {
      echo.append("...");
    }
    return echo.toString();
  }

  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
