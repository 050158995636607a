package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmFailure;

/**
 * Decides whether a caller may make one more request now. What lets requests in asks it once for
 * each, right after it knows who calls: the HTTP edge does, and so does any other way in. A request
 * that makes several calls to a farm counts once. It does not block; safe from many threads.
 */
public interface Admission {
  /** Lets everybody in. */
  Admission OPEN = caller -> Verdict.Unlimited.INSTANCE;

  /** Counts one request of the caller, and tells whether it may go on. */
  Verdict admit(Caller caller);

  /** What was decided. */
  sealed interface Verdict {
    /** There is no limit. */
    enum Unlimited implements Verdict {
      INSTANCE
    }

    /** The request may go on. */
    record Admitted(Standing standing) implements Verdict {}

    /** It may not; nothing was done for it. */
    record Refused(Standing standing, FarmFailure.RateLimited failure) implements Verdict {}
  }

  /**
   * How a caller stands after a request.
   *
   * @param limit how many requests a second they have, 1 or more
   * @param remaining how many they could make at once now, 0 or more
   * @param resetEpochSeconds when they will have all of them again, if they make none until then
   */
  record Standing(long limit, long remaining, long resetEpochSeconds) {}
}
