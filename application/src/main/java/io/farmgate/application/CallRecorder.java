package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmFailure;
import java.time.Duration;
import java.util.Optional;

/** Keeps a record of calls, for logs and metrics. It must not block and must not throw. */
public interface CallRecorder {
  /**
   * One call is over.
   *
   * @param requestId what the request that made it is called; may be empty
   * @param method {@code package.Service/Method}
   * @param failure how it failed; absent where it did not
   */
  void record(
      Caller caller,
      String requestId,
      String farm,
      String method,
      Duration took,
      Optional<FarmFailure> failure);

  /**
   * Parts of a request's body were passed over, because nothing is known of them.
   *
   * @param method {@code package.Service/Method}
   * @param count how many; 1 or more
   */
  default void ignoredKeys(String method, int count) {}
}
