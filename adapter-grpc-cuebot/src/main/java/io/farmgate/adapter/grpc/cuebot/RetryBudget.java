package io.farmgate.adapter.grpc.cuebot;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the retries of all calls together, so that a farm in trouble is not asked many times more
 * than one in health: a tenth of the calls, and {@link #RESERVE} beside. Thread-safe.
 */
final class RetryBudget {
  /** Retries that are there at the start, and the most that calls can save up. */
  static final int RESERVE = 20;

  /** A retry costs as much as this many calls give. */
  static final int CALLS_PER_RETRY = 10;

  private static final long FULL = (long) RESERVE * CALLS_PER_RETRY;

  private final AtomicLong saved = new AtomicLong(FULL);

  /** A call was made, its retries not counted. */
  void called() {
    // Nearly always full, and then nothing is written.
    if (saved.get() < FULL) {
      saved.getAndUpdate(calls -> Math.min(FULL, calls + 1));
    }
  }

  /** Takes a retry out; false where there is none. */
  boolean spend() {
    long before =
        saved.getAndUpdate(calls -> calls < CALLS_PER_RETRY ? calls : calls - CALLS_PER_RETRY);
    return before >= CALLS_PER_RETRY;
  }
}
