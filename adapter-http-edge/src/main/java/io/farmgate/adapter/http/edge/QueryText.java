package io.farmgate.adapter.http.edge;

import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query of a URL, read as a form: names and values joined by '=', pairs by '&'. */
final class QueryText {
  private QueryText() {}

  static @Nullable String first(String query, String name) {
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (!key.isEmpty() && decode(key, name).equals(name)) {
        return equals < 0 ? "" : decode(pair.substring(equals + 1), name);
      }
    }
    return null;
  }

  static Map<String, List<String>> all(String query) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals), "a name");
        all.computeIfAbsent(name, n -> new ArrayList<>())
            .add(equals < 0 ? "" : decode(pair.substring(equals + 1), name));
      }
    }
    return all;
  }

  private static String decode(String text, String name) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "query: a percent escape is wrong, so " + Echo.quoted(name) + " cannot be read"));
    }
  }
}
