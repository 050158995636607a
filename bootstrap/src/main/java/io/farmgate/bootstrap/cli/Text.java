package io.farmgate.bootstrap.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Texts for addresses and for terminals. */
final class Text {
  private Text() {}

  /** Encodes one part of a path or of a query. */
  static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Encodes several values of one parameter, which go with commas. */
  static String encoded(List<String> values) {
    return values.stream().map(Text::encoded).collect(Collectors.joining(","));
  }

  /** Names come from the farm, and a terminal obeys what is not printable. */
  static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          int type = Character.getType(c);
          boolean odd =
              Character.isISOControl(c)
                  || type == Character.FORMAT
                  || type == Character.SURROGATE
                  || type == Character.LINE_SEPARATOR
                  || type == Character.PARAGRAPH_SEPARATOR;
          clean.appendCodePoint(odd ? '?' : c);
        });
    return clean.toString();
  }

  /** Returns "1 frame" or "2 frames". */
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
