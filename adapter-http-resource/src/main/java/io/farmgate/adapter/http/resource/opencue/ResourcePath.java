package io.farmgate.adapter.http.resource.opencue;

import org.jspecify.annotations.Nullable;

/**
 * A path of this API, taken apart.
 *
 * @param farm the farm that is named in it; null for the default one
 * @param rest from {@code /api} on
 */
record ResourcePath(@Nullable String farm, String rest) {
  private static final String FARMS = "/farms/";
  private static final String API = "/api";

  /** Returns null for a path of something else. */
  static @Nullable ResourcePath of(String path) {
    if (isApi(path)) {
      return new ResourcePath(null, path);
    }
    int end = path.startsWith(FARMS) ? path.indexOf('/', FARMS.length()) : -1;
    return end > FARMS.length() && isApi(path.substring(end))
        ? new ResourcePath(path.substring(FARMS.length(), end), path.substring(end))
        : null;
  }

  private static boolean isApi(String path) {
    return path.equals(API) || path.startsWith(API + "/");
  }
}
