package io.farmgate.adapter.http.edge;

import java.util.Objects;
import java.util.Set;

/**
 * What serves one path.
 *
 * @param verbs upper case; another verb is answered 405 with these in {@code Allow}
 * @param handler called for each request with one of the verbs
 * @param label under which figures of its requests are kept
 * @param open those of the verbs that need no token; whoever has one is known by it all the same
 */
public record Route(Set<String> verbs, EdgeHandler handler, RouteLabel label, Set<String> open) {
  public Route {
    verbs = Set.copyOf(verbs);
    open = Set.copyOf(open);
    Objects.requireNonNull(handler);
    Objects.requireNonNull(label);
  }

  /** A route that nobody is let to without a token. */
  public Route(Set<String> verbs, EdgeHandler handler, RouteLabel label) {
    this(verbs, handler, label, Set.of());
  }

  /** A route whose figures are kept under "other". */
  public Route(Set<String> verbs, EdgeHandler handler) {
    this(verbs, handler, RouteLabel.OTHER);
  }
}
