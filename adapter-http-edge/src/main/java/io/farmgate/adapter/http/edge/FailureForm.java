package io.farmgate.adapter.http.edge;

import io.farmgate.adapter.http.edge.OpenCueFailures.Rendered;
import io.farmgate.domain.failure.FarmFailure;

/** How an API tells its clients what went wrong. Thread-safe; it does not block. */
public interface FailureForm {
  /** The form of OpenCue's gateway, and of every path that no API has a form for. */
  FailureForm OPEN_CUE =
      new FailureForm() {
        @Override
        public Rendered render(FarmFailure failure, String requestId, int rejectStatus) {
          return OpenCueFailures.render(failure, requestId, rejectStatus);
        }

        @Override
        public Rendered render(Refusal refusal) {
          return Rendered.of(refusal.status(), refusal.code(), refusal.message())
              .with(refusal.headers());
        }
      };

  /**
   * Renders one failure.
   *
   * @param requestId named in the message of a fault, so that the log can be searched for it
   * @param rejectStatus the status for a token that fails: 403 or 401
   */
  Rendered render(FarmFailure failure, String requestId, int rejectStatus);

  /** Renders what HTTP itself refuses. */
  Rendered render(Refusal refusal);
}
