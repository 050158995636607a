package io.farmgate.adapter.http.edge;

import io.undertow.util.HttpString;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Undertow's form of header names, whose hash costs more than the look-up here. What comes first is
 * kept, so the number is bounded whatever names there are. Thread-safe.
 */
final class HeaderNames {
  private static final int MOST = 512;
  private static final int LONGEST = 64;

  private static final ConcurrentHashMap<String, HttpString> KNOWN = new ConcurrentHashMap<>();

  private HeaderNames() {}

  /** Returns the name as Undertow knows it. */
  static HttpString of(String name) {
    HttpString known = KNOWN.get(name);
    return known == null ? add(name) : known;
  }

  private static HttpString add(String name) {
    HttpString made = HttpString.tryFromString(name);
    if (name.length() <= LONGEST && KNOWN.size() < MOST) {
      KNOWN.put(name, made);
    }
    return made;
  }
}
