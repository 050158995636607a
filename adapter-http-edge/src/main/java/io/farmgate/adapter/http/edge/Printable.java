package io.farmgate.adapter.http.edge;

/** Text from outside, made fit for one place in a log line or a sentence. */
public final class Printable {
  private static final int MAX_CHARS = 200;

  private Printable() {}

  /** Replaces what is not visible by '_' and cuts what is long. */
  public static String of(String text) {
    if (text.length() <= MAX_CHARS && isVisible(text)) {
      return text;
    }
    int length = Math.min(text.length(), MAX_CHARS);
    StringBuilder printable = new StringBuilder(length + 3);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      printable.append(invisible(c) ? '_' : c);
    }
    return text.length() > MAX_CHARS ? printable.append("...").toString() : printable.toString();
  }

  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (invisible(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether it holds a control character, of ASCII or of Latin-1. */
  static boolean holdsControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean invisible(char c) {
    if (c > ' ' && c < 0x7f) {
      return false;
    }
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
