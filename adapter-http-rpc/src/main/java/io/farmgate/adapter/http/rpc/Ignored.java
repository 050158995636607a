package io.farmgate.adapter.http.rpc;

import java.util.List;
import java.util.Optional;

/**
 * What of a body nobody made use of: members without a field, and enum values without a name.
 *
 * @param paths such as {@code r.foo}, printable ASCII, not all of them where they are many
 * @param count how many there were
 */
record Ignored(List<String> paths, int count) {
  /** A header's worth of names; proxies refuse header lines that are much longer. */
  private static final int LONGEST_HEADER = 1024;

  private static final int LONGEST_PATH = 200;

  Ignored {
    paths = List.copyOf(paths);
  }

  /** Returns the names with commas between them, cut where they are too many; absent for none. */
  Optional<String> header() {
    StringBuilder text = new StringBuilder();
    int named = 0;
    for (String path : paths) {
      String shown = printable(path);
      if (text.length() + shown.length() + 2 > LONGEST_HEADER) {
        break;
      }
      text.append(named == 0 ? "" : ", ").append(shown);
      named++;
    }
    if (named < count) {
      text.append(named == 0 ? "" : ", ").append("and ").append(count - named).append(" more");
    }
    return count == 0 ? Optional.empty() : Optional.of(text.toString());
  }

  /** Whatever a path is made of: it ends no header line and no item of the list. */
  static String printable(String path) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < path.length() && text.length() < LONGEST_PATH; i++) {
      char c = path.charAt(i);
      text.append(c > ' ' && c < 0x7f && c != ',' ? c : '?');
    }
    return path.length() > LONGEST_PATH ? text + "..." : text.toString();
  }
}
