package io.farmgate.opencue.transcode;

/**
 * Decimal numbers in JSON's grammar, read as integers the way Go's protojson does: exact, fraction
 * and exponent allowed as long as the value is whole.
 *
 * <pre>
 * number = [ "-" ] ( "0" | digit1-9 *digit ) [ "." 1*digit ] [ ( "e" | "E" ) [ "+" | "-" ] 1*digit ]
 * </pre>
 */
final class JsonNumber {
  /** The digits of the largest unsigned 64-bit number. */
  private static final int MAX_DIGITS = 20;

  private static final long UNSIGNED_MAX_TENTH = Long.divideUnsigned(-1L, 10);
  private static final int MAX_EXPONENT = 1_000_000_000;

  private boolean negative;
  private long magnitude;

  /** Whether the number read last is below zero; false for -0. */
  boolean isNegative() {
    return negative;
  }

  /** Returns the absolute value of the number read last, unsigned. */
  long magnitude() {
    return magnitude;
  }

  /**
   * Returns where the number that starts at {@code from} ends, or a negative value if there is none
   * or if it runs into a letter, digit, point or sign.
   */
  static int end(byte[] bytes, int from, int end) {
    int at = from;
    if (at < end && bytes[at] == '-') {
      at++;
    }
    if (at < end && bytes[at] == '0') {
      at++;
    } else {
      at = digitsEnd(bytes, at, end);
    }
    if (at >= 0 && at < end && bytes[at] == '.') {
      at = digitsEnd(bytes, at + 1, end);
    }
    if (at >= 0 && at < end && (bytes[at] | 0x20) == 'e') {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      at = digitsEnd(bytes, at, end);
    }
    return at >= 0 && at < end && isPartOfWord(bytes[at]) ? -1 : at;
  }

  /** Returns where the digits from {@code from} on end, or -1 if there are none. */
  private static int digitsEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && isDigit(bytes[at])) {
      at++;
    }
    return at == from ? -1 : at;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  static boolean isPartOfWord(byte c) {
    return isDigit(c)
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '+'
        || c == '-'
        || c == '.'
        || c == '_';
  }

  /**
   * Reads {@code bytes[from, end)}, which follows the grammar.
   *
   * @return false if the value is not whole or has more than 64 bits
   */
  boolean readInteger(byte[] bytes, int from, int end) {
    int at = from;
    boolean minus = bytes[at] == '-';
    if (minus) {
      at++;
    }
    int whole = bytes[at] == '0' ? at + 1 : at;
    int wholeEnd = Math.max(whole, digitsEnd(bytes, whole, end));
    at = wholeEnd;
    int fraction = at;
    int fractionEnd = at;
    if (at < end && bytes[at] == '.') {
      fraction = at + 1;
      at = digitsEnd(bytes, fraction, end);
      fractionEnd = at;
      while (fractionEnd > fraction && bytes[fractionEnd - 1] == '0') {
        fractionEnd--;
      }
    }
    magnitude = 0;
    negative = false;
    if (whole == wholeEnd && fraction == fractionEnd) {
      return true;
    }
    int exponent = at < end ? exponent(bytes, at + 1, end) : 0;
    boolean fits =
        exponent >= 0
            ? shiftLeft(bytes, whole, wholeEnd, fraction, fractionEnd, exponent)
            : fraction == fractionEnd && shiftRight(bytes, whole, wholeEnd, -exponent);
    negative = minus && magnitude != 0;
    return fits;
  }

  /** Reads {@code bytes[from, end)} as digits and nothing else; leading zeros are allowed. */
  boolean readDigits(byte[] bytes, int from, int end, boolean minus) {
    magnitude = 0;
    boolean fits = digitsEnd(bytes, from, end) == end && append(bytes, from, end);
    negative = minus && magnitude != 0;
    return fits;
  }

  /** Reads the exponent's sign and digits; very large ones count as {@link #MAX_EXPONENT}. */
  private static int exponent(byte[] bytes, int from, int end) {
    boolean minus = bytes[from] == '-';
    long value = 0;
    for (int i = minus || bytes[from] == '+' ? from + 1 : from; i < end; i++) {
      value = Math.min(MAX_EXPONENT, value * 10 + bytes[i] - '0');
    }
    return (int) (minus ? -value : value);
  }

  private boolean shiftLeft(
      byte[] bytes, int whole, int wholeEnd, int fraction, int fractionEnd, int exponent) {
    int fractionDigits = fractionEnd - fraction;
    if (fractionDigits > exponent || wholeEnd - whole + exponent > MAX_DIGITS) {
      return false;
    }
    if (!append(bytes, whole, wholeEnd) || !append(bytes, fraction, fractionEnd)) {
      return false;
    }
    for (int i = fractionDigits; i < exponent; i++) {
      if (!append(0)) {
        return false;
      }
    }
    return true;
  }

  private boolean shiftRight(byte[] bytes, int whole, int wholeEnd, int places) {
    int kept = wholeEnd - places;
    if (kept < whole) {
      return false;
    }
    for (int i = kept; i < wholeEnd; i++) {
      if (bytes[i] != '0') {
        return false;
      }
    }
    return append(bytes, whole, kept);
  }

  private boolean append(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      if (!append(bytes[i] - '0')) {
        return false;
      }
    }
    return true;
  }

  private boolean append(int digit) {
    if (Long.compareUnsigned(magnitude, UNSIGNED_MAX_TENTH) > 0) {
      return false;
    }
    long next = magnitude * 10 + digit;
    if (Long.compareUnsigned(next, digit) < 0) {
      return false;
    }
    magnitude = next;
    return true;
  }
}
