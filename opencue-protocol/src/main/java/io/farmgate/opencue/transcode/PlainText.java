package io.farmgate.opencue.transcode;

/**
 * Bytes that stand for themselves in a JSON string: ASCII from the space on, without the quotation
 * mark and the backslash. Told apart eight at a time.
 */
final class PlainText {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private PlainText() {}

  static boolean isPlain(byte c) {
    return c >= ' ' && c != '"' && c != '\\';
  }

  /**
   * Returns 0 if the eight bytes are plain, first byte lowest. Otherwise the lowest bit that is set
   * is the highest of the first byte which is not: borrows may mark bytes above it, not below.
   */
  static long special(long word) {
    return ((word - SPACES) | zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES) | word)
        & HIGH;
  }

  /** Returns how many plain bytes come first, given the result of {@link #special}, if not 0. */
  static int countBefore(long special) {
    return Long.numberOfTrailingZeros(special) >>> 3;
  }

  private static long zeroBytes(long word) {
    return (word - ONES) & ~word;
  }

  /** Returns the first index from {@code from} on whose byte is not plain, or {@code end}. */
  static int end(byte[] bytes, int from, int end) {
    int at = from;
    while (end - at >= Long.BYTES) {
      long special = special((long) JsonBuffer.WORD.get(bytes, at));
      if (special != 0) {
        return at + countBefore(special);
      }
      at += Long.BYTES;
    }
    while (at < end && isPlain(bytes[at])) {
      at++;
    }
    return at;
  }
}
