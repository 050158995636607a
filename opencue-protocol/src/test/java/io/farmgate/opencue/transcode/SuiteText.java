package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** The texts in the files of cases: {@code %XX} for a byte, {@code repeat(x,n)} for n times x. */
final class SuiteText {
  private static final Pattern REPEAT = Pattern.compile("repeat\\(([^)]*),([0-9]+)\\)");

  private SuiteText() {}

  static byte[] bytes(String cell) {
    return Recorded.unescape(
        REPEAT
            .matcher(cell)
            .replaceAll(found ->
                found.group(1).replace("\\", "\\\\").repeat(Integer.parseInt(found.group(2)))));
  }

  static String text(String cell) {
    return new String(bytes(cell), UTF_8);
  }
}
