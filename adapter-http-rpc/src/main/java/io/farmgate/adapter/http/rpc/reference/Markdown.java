package io.farmgate.adapter.http.rpc.reference;

import java.util.Locale;

/** Text fit for places in a Markdown document. */
final class Markdown {
  private Markdown() {}

  /** The anchor that GitHub gives a heading. */
  static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
  }

  /** Paragraphs: what could be taken for markup is not. */
  static String text(String text) {
    return text.replace("<", "&lt;").replaceAll("(?<=\\S)\\n(?=- )", "\n");
  }

  /** Text for a cell of a table. */
  static String cell(String text) {
    return text(text).replaceAll("\\s+", " ").replace("|", "\\|");
  }

  /** One word of a POSIX shell. */
  static String shellQuoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
