package io.farmgate.domain.port;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list. What was there from the first page to the last, and did not change what the
 * list goes by, is on exactly one of them.
 *
 * @param next where the next page begins; absent on the last page, and there may be nothing there
 */
public record Page<T>(List<T> things, Optional<Place> next) {
  public Page {
    things = List.copyOf(things);
  }
}
