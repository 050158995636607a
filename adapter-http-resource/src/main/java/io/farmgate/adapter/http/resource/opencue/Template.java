package io.farmgate.adapter.http.resource.opencue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path of which some segments vary: {@code /api/job/{job_id}/layer}.
 *
 * @param text as the document has it
 */
record Template(String text, List<String> segments) {
  Template {
    segments = List.copyOf(segments);
  }

  static Template of(String text) {
    return new Template(text, split(text));
  }

  static List<String> split(String path) {
    return List.of(path.split("/", -1));
  }

  /** Returns how many of the segments vary. */
  long varying() {
    return segments.stream().filter(segment -> segment.startsWith("{")).count();
  }

  /** Returns the varying segments by name, where a path is of this form. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String wanted = segments.get(i);
      if (wanted.startsWith("{")) {
        if (path.get(i).isEmpty()) {
          return Optional.empty();
        }
        found.put(wanted.substring(1, wanted.length() - 1), path.get(i));
      } else if (!wanted.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }
}
