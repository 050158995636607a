package io.farmgate.adapter.webhooks;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** How long a webhook is left alone that failed: longer each time, and never just as long. */
final class Backoff {
  /** Beyond this it is the longest time anyway. */
  private static final int MOST = 60;

  private final IntervalFunction intervals;

  Backoff(Duration first, Duration longest) {
    intervals = IntervalFunction.ofExponentialRandomBackoff(first, 2.0, 0.5, longest);
  }

  /**
   * Returns the time.
   *
   * @param failures in a row; 1 or more
   */
  Duration after(int failures) {
    return Duration.ofMillis(intervals.apply(Math.min(failures, MOST)));
  }
}
