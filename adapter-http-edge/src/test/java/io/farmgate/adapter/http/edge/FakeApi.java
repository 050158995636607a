package io.farmgate.adapter.http.edge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A dialect of whatever paths a test wants. */
final class FakeApi implements HttpApi {
  private final Map<String, Route> routes = new ConcurrentHashMap<>();

  FakeApi on(String verbs, String path, EdgeHandler handler) {
    routes.put(path, new Route(Set.of(verbs.split(" ")), handler));
    return this;
  }

  @Override
  public @Nullable Route route(String path) {
    return routes.get(path);
  }

  @Override
  public List<String> near(String path, int most) {
    return routes.keySet().stream()
        .filter(known -> known.regionMatches(true, 0, path, 0, 4))
        .sorted()
        .limit(most)
        .toList();
  }
}
