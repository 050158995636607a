package io.farmgate.adapter.http.edge;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * From the request target to the path that routes are looked up by: decoded once, and never
 * rewritten. A path that a proxy in front could read in another way than this server (doubled
 * slashes, dot segments, encoded slashes) leads nowhere.
 */
final class RequestPath {
  private RequestPath() {}

  /**
   * Decodes a path.
   *
   * @param raw as it came, without the query
   * @throws FarmException Invalid where it is no text, UnknownMethod where it is ambiguous
   */
  static String decode(String raw) {
    String path = raw.indexOf('%') < 0 ? raw : percentDecoded(raw);
    if (Printable.holdsControl(path)) {
      throw new FarmException(new FarmFailure.Invalid("path: holds a control character"));
    }
    if (!path.startsWith("/") || ambiguous(path) || encodesSlash(raw)) {
      throw new FarmException(
          new FarmFailure.UnknownMethod(
              "there is no path '" + Printable.of(path) + "'", List.of()));
    }
    return path;
  }

  private static boolean ambiguous(String path) {
    return path.contains("//")
        || path.contains("/./")
        || path.contains("/../")
        || path.endsWith("/.")
        || path.endsWith("/..")
        || path.indexOf('\\') >= 0;
  }

  private static boolean encodesSlash(String raw) {
    return raw.indexOf('%') >= 0 && raw.toLowerCase(Locale.ROOT).contains("%2f");
  }

  private static String percentDecoded(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    try {
      for (int i = 0; i < raw.length(); i++) {
        char c = raw.charAt(i);
        if (c == '%') {
          bytes.put((byte) Integer.parseUnsignedInt(raw, i + 1, i + 3, 16));
          i += 2;
        } else {
          bytes.put((byte) c);
        }
      }
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (NumberFormatException | IndexOutOfBoundsException | CharacterCodingException e) {
      throw new FarmException(
          new FarmFailure.Invalid("path: a percent escape is wrong (expected: UTF-8 as %XX)"));
    }
  }
}
