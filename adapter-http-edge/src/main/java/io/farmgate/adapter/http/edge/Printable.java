package io.farmgate.adapter.http.edge;

/** Text from outside, made fit for one place in a log line or a sentence. */
public final class Printable {
  private static final int MAX_CHARS = 200;

  private Printable() {}

  /** Replaces what is not visible by '_' and cuts what is long. */
  public static String of(String text) {
    int length = Math.min(text.length(), MAX_CHARS);
    StringBuilder printable = new StringBuilder(length + 3);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      printable.append(invisible(c) ? '_' : c);
    }
    return text.length() > MAX_CHARS ? printable.append("...").toString() : printable.toString();
  }

  private static boolean invisible(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
