package io.farmgate.adapter.http.edge;

import io.farmgate.domain.failure.FarmFailure;
import java.util.Map;

/** Failure to HTTP status and JSON body, in the form of OpenCue's gateway. */
@SuppressWarnings("DoNotCallSuggester") // a skeleton
public final class OpenCueFailures {
  private OpenCueFailures() {}

  /**
   * Renders one failure.
   *
   * @param requestId named in the message of a fault, so that the log can be searched for it
   * @param rejectStatus the status for a token that fails: 403 or 401
   */
  public static Rendered render(FarmFailure failure, String requestId, int rejectStatus) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * An answer.
   *
   * @param code the gRPC status code, also in the body
   * @param headers to be set beside those of every answer
   * @param body JSON
   */
  public record Rendered(int status, int code, Map<String, String> headers, String body) {}
}
