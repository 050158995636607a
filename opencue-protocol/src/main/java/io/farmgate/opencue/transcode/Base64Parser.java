package io.farmgate.opencue.transcode;

import java.util.Arrays;

/**
 * Base64 as Go's protojson accepts it: the URL alphabet if a {@code -} or {@code _} occurs, else
 * the standard one; padded if the length, line breaks included, is a multiple of 4, else not; line
 * breaks anywhere; bits behind the last whole byte ignored.
 */
final class Base64Parser {
  private static final byte INVALID = -1;
  private static final byte[] STANDARD = alphabet('+', '/');
  private static final byte[] URL = alphabet('-', '_');

  private Base64Parser() {}

  private static byte[] alphabet(char sixtyThird, char sixtyFourth) {
    byte[] values = new byte[256];
    Arrays.fill(values, INVALID);
    String characters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + sixtyThird + sixtyFourth;
    for (int i = 0; i < characters.length(); i++) {
      values[characters.charAt(i)] = (byte) i;
    }
    return values;
  }

  /** Appends what {@code text[from, end)} stands for; returns false if it is not base64. */
  static boolean decode(byte[] text, int from, int end, ByteStore out) {
    byte[] alphabet = isUrl(text, from, end) ? URL : STANDARD;
    boolean isPadded = (end - from) % 4 == 0;
    int bits = 0;
    int count = 0;
    for (int at = from; at < end; at++) {
      byte c = text[at];
      if (isLineBreak(c)) {
        continue;
      }
      if (c == '=') {
        return isPadded && endsWithPadding(text, at, end, count) && finish(bits, count, out);
      }
      byte value = alphabet[c & 0xFF];
      if (value == INVALID) {
        return false;
      }
      bits = bits << 6 | value;
      if (++count == 4) {
        out.put(bits >> 16);
        out.put(bits >> 8);
        out.put(bits);
        bits = 0;
        count = 0;
      }
    }
    return count == 0 || (!isPadded && finish(bits, count, out));
  }

  private static boolean isUrl(byte[] text, int from, int end) {
    for (int at = from; at < end; at++) {
      if (text[at] == '-' || text[at] == '_') {
        return true;
      }
    }
    return false;
  }

  private static boolean isLineBreak(byte c) {
    return c == '\n' || c == '\r';
  }

  /** Whether the signs from {@code at} on fill {@code count} characters up to four, no more. */
  private static boolean endsWithPadding(byte[] text, int at, int end, int count) {
    int signs = 0;
    for (int i = at; i < end; i++) {
      if (text[i] == '=') {
        signs++;
      } else if (!isLineBreak(text[i])) {
        return false;
      }
    }
    return count >= 2 && count + signs == 4;
  }

  /** Writes the bytes of an incomplete group of 2 or 3 characters. */
  private static boolean finish(int bits, int count, ByteStore out) {
    if (count < 2) {
      return false;
    }
    int aligned = bits << (6 * (4 - count));
    out.put(aligned >> 16);
    if (count == 3) {
      out.put(aligned >> 8);
    }
    return true;
  }
}
