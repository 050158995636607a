package io.farmgate.adapter.http.edge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One API dialect served on the main port. Called from several IO threads; it must not block. */
public interface HttpApi {
  /**
   * Returns what serves a path, whatever the verb.
   *
   * @param path decoded once, starting with a slash, without the query
   * @return null where the path is not this API's
   */
  @Nullable Route route(String path);

  /** Returns at most {@code most} known paths that are like {@code path}, best first, for a 404. */
  List<String> near(String path, int most);

  /**
   * Returns how failures at a path are told, whoever calls and whether or not it leads anywhere.
   *
   * @param path as for {@link #route}, or as it came where it cannot be decoded
   * @return null where the path is not this API's
   */
  default @Nullable FailureForm failures(String path) {
    return null;
  }
}
