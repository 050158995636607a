package io.farmgate.opencue.transcode;

import java.io.IOException;

/**
 * JSON strings from UTF-8 bytes. The quotation mark, the backslash and characters below U+0020 are
 * escaped, and nothing else is: the same as Go, which leaves U+2028, {@code <} and the like as they
 * are.
 */
final class StringText {
  private static final int SLICE = 1_024;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private StringText() {}

  /** Writes {@code source[from, end)} as a quoted string. */
  static void write(JsonBuffer out, byte[] source, int from, int end) throws IOException {
    out.put('"');
    int at = from;
    while (at < end) {
      at = plain(out, source, at, at + Math.min(SLICE, end - at));
      if (at < end) {
        at = other(out, source, at, end);
      }
    }
    out.put('"');
  }

  /** Copies up to the first byte that is not plain, or to {@code end}; returns where it stopped. */
  private static int plain(JsonBuffer out, byte[] source, int from, int end) throws IOException {
    // Words are stored whole, so up to seven bytes of rubbish fall behind the position.
    out.ensure(end - from + Long.BYTES);
    byte[] target = out.bytes;
    int to = out.position;
    int at = from;
    while (end - at >= Long.BYTES) {
      long word = (long) JsonBuffer.WORD.get(source, at);
      JsonBuffer.WORD.set(target, to, word);
      long special = PlainText.special(word);
      if (special != 0) {
        int plain = PlainText.countBefore(special);
        out.position = to + plain;
        return at + plain;
      }
      at += Long.BYTES;
      to += Long.BYTES;
    }
    while (at < end && PlainText.isPlain(source[at])) {
      target[to++] = source[at++];
    }
    out.position = to;
    return at;
  }

  /** Writes the character at {@code at} if it is not plain; returns where the next one starts. */
  private static int other(JsonBuffer out, byte[] source, int at, int end) throws IOException {
    byte c = source[at];
    if (c >= 0) {
      if (PlainText.isPlain(c)) {
        return at;
      }
      escape(out, c);
      return at + 1;
    }
    int length = Utf8.sequenceLength(source, at, end);
    if (length == 0) {
      throw new MalformedWireException("text that is not UTF-8", at);
    }
    out.ensure(length);
    for (int i = 0; i < length; i++) {
      out.bytes[out.position++] = source[at + i];
    }
    return at + length;
  }

  private static void escape(JsonBuffer out, byte c) throws IOException {
    out.ensure(6);
    byte[] target = out.bytes;
    int to = out.position;
    target[to++] = '\\';
    switch (c) {
      case '"', '\\' -> target[to++] = c;
      case '\b' -> target[to++] = 'b';
      case '\f' -> target[to++] = 'f';
      case '\n' -> target[to++] = 'n';
      case '\r' -> target[to++] = 'r';
      case '\t' -> target[to++] = 't';
      default -> {
        target[to++] = 'u';
        target[to++] = '0';
        target[to++] = '0';
        target[to++] = HEX[c >> 4];
        target[to++] = HEX[c & 15];
      }
    }
    out.position = to;
  }
}
