package io.farmgate.opencue.transcode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Integers in decimal. */
final class DecimalText {
  /** Room for the longest 64-bit number and its sign. */
  static final int MAX_LENGTH = 20;

  private static final byte[] MIN_LONG = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PAIRS = pairs();

  private DecimalText() {}

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }

  static void write(JsonBuffer out, int value) throws IOException {
    out.ensure(MAX_LENGTH);
    if (value >= 0 && value < 10) {
      out.bytes[out.position++] = (byte) ('0' + value);
      return;
    }
    int magnitude = value;
    if (value < 0) {
      if (value == Integer.MIN_VALUE) {
        write(out, (long) value);
        return;
      }
      out.bytes[out.position++] = '-';
      magnitude = -value;
    }
    int end = out.position + digits(magnitude);
    digits(out.bytes, end, magnitude);
    out.position = end;
  }

  static void write(JsonBuffer out, long value) throws IOException {
    if (value == (int) value && value != Integer.MIN_VALUE) {
      write(out, (int) value);
      return;
    }
    if (value == Long.MIN_VALUE) {
      out.put(MIN_LONG);
      return;
    }
    out.ensure(MAX_LENGTH);
    if (value < 0) {
      out.bytes[out.position++] = '-';
    }
    positive(out, Math.abs(value));
  }

  static void writeUnsigned(JsonBuffer out, long value) throws IOException {
    if (value >= 0) {
      write(out, value);
      return;
    }
    out.ensure(MAX_LENGTH);
    positive(out, Long.divideUnsigned(value, 10));
    out.bytes[out.position++] = (byte) ('0' + Long.remainderUnsigned(value, 10));
  }

  /** Writes {@code value}, above 0; there is room. */
  private static void positive(JsonBuffer out, long value) {
    int count = 1;
    for (long power = 10; count < 19 && value >= power; power *= 10) {
      count++;
    }
    int end = out.position + count;
    int at = end;
    long rest = value;
    while (rest > Integer.MAX_VALUE) {
      long quotient = rest / 100;
      at = pair(out.bytes, at, (int) (rest - quotient * 100));
      rest = quotient;
    }
    digits(out.bytes, at, (int) rest);
    out.position = end;
  }

  /** Writes the digits of {@code value}, 0 or more, so that they end before {@code end}. */
  private static void digits(byte[] bytes, int end, int value) {
    int at = end;
    int rest = value;
    while (rest >= 100) {
      int quotient = rest / 100;
      at = pair(bytes, at, rest - quotient * 100);
      rest = quotient;
    }
    if (rest >= 10) {
      pair(bytes, at, rest);
    } else {
      bytes[at - 1] = (byte) ('0' + rest);
    }
  }

  private static int pair(byte[] bytes, int end, int value) {
    bytes[end - 2] = PAIRS[2 * value];
    bytes[end - 1] = PAIRS[2 * value + 1];
    return end - 2;
  }

  private static int digits(int value) {
    if (value < 100_000) {
      if (value < 100) {
        return value < 10 ? 1 : 2;
      }
      if (value < 10_000) {
        return value < 1_000 ? 3 : 4;
      }
      return 5;
    }
    if (value < 10_000_000) {
      return value < 1_000_000 ? 6 : 7;
    }
    if (value < 1_000_000_000) {
      return value < 100_000_000 ? 8 : 9;
    }
    return 10;
  }
}
