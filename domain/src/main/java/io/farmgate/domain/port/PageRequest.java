package io.farmgate.domain.port;

import java.util.Optional;

/**
 * Which page of a list.
 *
 * @param limit at most so many things: 1 to {@link #MOST}
 * @param after where the page before ended; absent for the first one
 */
public record PageRequest(int limit, Optional<Place> after) {
  /** Things on one page. */
  public static final int MOST = 1000;

  public PageRequest {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + MOST + ")");
    }
  }

  /** The first page of so many things. */
  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }

  /** The page of as many things that begins where another ended. */
  public PageRequest after(Place place) {
    return new PageRequest(limit, Optional.of(place));
  }
}
