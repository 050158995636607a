package io.farmgate.opencue.transcode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Bytes as a JSON string in base64: the standard alphabet, padded. */
final class Base64Text {
  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
          .getBytes(StandardCharsets.US_ASCII);

  /** Input bytes for which room is made at once; a multiple of 3. */
  private static final int SLICE = 768;

  private Base64Text() {}

  static void write(JsonBuffer out, byte[] source, int from, int end) throws IOException {
    out.put('"');
    int at = from;
    while (end - at >= 3) {
      int stop = at + Math.min(SLICE, (end - at) / 3 * 3);
      out.ensure((stop - at) / 3 * 4);
      for (; at < stop; at += 3) {
        int bits =
            (source[at] & 0xFF) << 16 | (source[at + 1] & 0xFF) << 8 | (source[at + 2] & 0xFF);
        quantum(out, bits, 4);
      }
    }
    out.ensure(4);
    if (end - at == 1) {
      quantum(out, (source[at] & 0xFF) << 16, 2);
      padding(out, 2);
    } else if (end - at == 2) {
      quantum(out, (source[at] & 0xFF) << 16 | (source[at + 1] & 0xFF) << 8, 3);
      padding(out, 1);
    }
    out.put('"');
  }

  private static void quantum(JsonBuffer out, int bits, int characters) {
    for (int i = 0, shift = 18; i < characters; i++, shift -= 6) {
      out.bytes[out.position++] = ALPHABET[bits >> shift & 63];
    }
  }

  private static void padding(JsonBuffer out, int characters) {
    for (int i = 0; i < characters; i++) {
      out.bytes[out.position++] = '=';
    }
  }
}
