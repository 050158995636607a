package io.farmgate.adapter.http.resource.opencue;

import java.util.List;
import java.util.Locale;

/** What a client takes, by its Accept headers (RFC 9110, section 12.5.1). */
final class Accepted {
  /** The most exact range first. */
  private static final List<String> JSON = List.of("application/json", "application/*", "*/*");

  private static final List<String> TEXT = List.of("text/plain", "text/*", "*/*");

  private static final List<String> EVENTS = List.of("text/event-stream", "text/*", "*/*");

  private Accepted() {}

  /** Tells whether it takes JSON: the most exact range that fits decides. */
  static boolean json(List<String> headers) {
    return any(JSON, headers);
  }

  /** Tells whether it takes plain text; as above. */
  static boolean text(List<String> headers) {
    return any(TEXT, headers);
  }

  /** Tells whether it takes a stream of events; as above. */
  static boolean events(List<String> headers) {
    return any(EVENTS, headers);
  }

  private static boolean any(List<String> offered, List<String> headers) {
    int best = offered.size();
    boolean taken = headers.stream().allMatch(String::isBlank);
    for (String header : headers) {
      for (String range : header.split(",", -1)) {
        String[] parts = range.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*");
        int rank = parts.length == 0 ? -1 : offered.indexOf(parts[0]);
        if (rank >= 0 && rank <= best) {
          // Of two that are alike, one that takes it is enough.
          taken = !refused(parts) || (rank == best && taken);
          best = rank;
        }
      }
    }
    return taken;
  }

  private static boolean refused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].matches("q=0(\\.0{0,3})?")) {
        return true;
      }
    }
    return false;
  }
}
