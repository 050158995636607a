package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.domain.Caller;
import io.farmgate.domain.port.Farm;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One call of an operation.
 *
 * @param path the varying segments of the path, by name
 * @param body there where the operation takes one
 * @param key the caller's name for it, where the operation is done once for each
 */
record Call(
    Operation operation,
    Caller caller,
    Farm farm,
    Map<String, String> path,
    Query query,
    Optional<ObjectNode> body,
    Optional<String> key) {
  Call {
    path = Map.copyOf(path);
  }

  /** Returns a segment that the operation's template names. */
  String segment(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }

  /** Reads a body that is a name and nothing else. */
  String onlyName() {
    Members body = members();
    String name = body.needed("name");
    body.done();
    return name;
  }

  /** Starts to read the body of an operation that takes one. */
  Members members() {
    return Members.of(body.orElseThrow());
  }
}
