package io.farmgate.opencue.transcode;

import java.nio.charset.StandardCharsets;

/** Short quotations of a body for error messages: at most 40 characters of it. */
final class Snippet {
  private static final int SHOWN = 40;

  private Snippet() {}

  /** Quotes a text that has been read. */
  static String ofText(byte[] text) {
    return '"' + cut(text, 0, text.length, text.length) + '"';
  }

  /** Describes the JSON token at {@code at}. */
  static String describe(byte[] json, int at, int end) {
    if (at >= end) {
      return "the end of the body";
    }
    return switch (json[at]) {
      case '{' -> "an object";
      case '[' -> "a list";
      case '"' -> ofString(json, at, end);
      case (byte) 0xEF -> "a byte order mark or other character outside JSON";
      default -> ofWord(json, at, end);
    };
  }

  /** Quotes the word or single character at {@code at}. */
  static String ofWord(byte[] json, int at, int end) {
    int wordEnd = at;
    while (wordEnd < end && JsonNumber.isPartOfWord(json[wordEnd])) {
      wordEnd++;
    }
    return cut(json, at, Math.max(wordEnd, at + 1), end);
  }

  private static String ofString(byte[] json, int at, int end) {
    int close = at + 1;
    while (close < end && json[close] != '"' && close - at <= SHOWN * 4) {
      close += json[close] == '\\' ? 2 : 1;
    }
    return cut(json, at, Math.min(end, close + 1), end);
  }

  private static String cut(byte[] json, int from, int to, int end) {
    int bytes = Math.min(Math.min(to, end) - from, SHOWN * 4);
    String text = new String(json, from, bytes, StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(SHOWN)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    if (text.codePointCount(0, text.length()) > SHOWN || bytes < to - from) {
      shown.append("...");
    }
    return shown.toString();
  }
}
