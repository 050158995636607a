package io.farmgate.adapter.http.edge;

import java.util.Map;

/**
 * A request that only HTTP knows to be wrong: another verb, another version, too much of a body.
 *
 * @param code the gRPC status code that comes nearest, for the form that has one
 * @param message for the client: what was wrong, and what was expected
 * @param headers to be set beside those of every answer
 */
public record Refusal(int status, int code, String message, Map<String, String> headers) {
  public Refusal {
    headers = Map.copyOf(headers);
  }

  /** One without headers of its own. */
  public static Refusal of(int status, int code, String message) {
    return new Refusal(status, code, message, Map.of());
  }
}
