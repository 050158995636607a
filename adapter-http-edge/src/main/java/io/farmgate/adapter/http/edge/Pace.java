package io.farmgate.adapter.http.edge;

import java.time.Duration;

/**
 * How long to wait for a client that reads slowly. It may stop for a while, but not go on taking a
 * byte now and then: of every period that was spent waiting, it must have taken a least amount.
 * Bytes before the first wait do not count, for they fill the buffers of both systems. For one
 * answer, and for one thread at a time.
 */
final class Pace {
  private static final long LEAST_BYTES_A_SECOND = 1024;

  private final long periodNanos;
  private final long leastBytes;
  private long waited;
  private long moved;
  private long since;

  /** Creates one whose period is the longest that a client may take nothing at all. */
  Pace(Duration period) {
    this.periodNanos = period.toNanos();
    this.leastBytes = Math.max(1, period.toMillis() * LEAST_BYTES_A_SECOND / 1000);
  }

  /** The client has taken some. */
  void moved(int bytes) {
    moved += bytes;
  }

  /** Begins to wait, and returns for how many milliseconds it is worth to; 0 for not at all. */
  long begin() {
    since = System.nanoTime();
    if (waited == 0) {
      moved = 0;
    } else if (waited >= periodNanos && moved >= leastBytes) {
      waited = 0;
      moved = 0;
    }
    long left = moved >= leastBytes ? periodNanos : periodNanos - waited;
    return left <= 0 ? 0 : Math.max(1, Duration.ofNanos(left).toMillis());
  }

  /** Ends the wait. */
  void end() {
    waited += Math.max(1, System.nanoTime() - since);
  }
}
