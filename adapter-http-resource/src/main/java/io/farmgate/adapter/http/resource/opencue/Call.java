package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Caller;
import io.farmgate.domain.port.Farm;
import java.util.Map;
import java.util.Objects;

/**
 * One call of an operation.
 *
 * @param path the varying segments of the path, by name
 */
record Call(Caller caller, Farm farm, Map<String, String> path, Query query) {
  Call {
    path = Map.copyOf(path);
  }

  /** Returns a segment that the operation's template names. */
  String segment(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }
}
