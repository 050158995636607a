package io.farmgate.opencue.transcode;

import java.io.IOException;

/**
 * Paths of a field mask: names joined by points, in snake_case on the wire and in lowerCamelCase in
 * JSON. A path that would not come back the same has no JSON form.
 */
final class FieldMaskText {
  private FieldMaskText() {}

  /** Writes {@code path[from, end)} without quotes; returns false if it cannot come back. */
  static boolean write(JsonBuffer out, byte[] path, int from, int end) throws IOException {
    boolean nameStarts = true;
    int at = from;
    while (at < end) {
      byte c = path[at++];
      if (c == '.' && !nameStarts) {
        out.put('.');
        nameStarts = true;
        continue;
      }
      if (c == '_') {
        if (at == end || !isLower(path[at])) {
          return false;
        }
        out.put((char) (path[at++] - 'a' + 'A'));
      } else if (isLower(c) || (!nameStarts && isDigit(c))) {
        out.put((char) c);
      } else {
        return false;
      }
      nameStarts = false;
    }
    return !nameStarts;
  }

  /** Appends the path {@code text[from, end)} in snake_case; returns false if it is not a path. */
  static boolean read(byte[] text, int from, int end, ByteStore out) {
    boolean nameStarts = true;
    for (int at = from; at < end; at++) {
      byte c = text[at];
      if (c == '.' && !nameStarts) {
        out.put('.');
        nameStarts = true;
        continue;
      }
      if (c >= 'A' && c <= 'Z') {
        out.put('_');
        out.put(c - 'A' + 'a');
      } else if (isLower(c) || (!nameStarts && isDigit(c))) {
        out.put(c);
      } else {
        return false;
      }
      nameStarts = false;
    }
    return !nameStarts;
  }

  private static boolean isLower(byte c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
