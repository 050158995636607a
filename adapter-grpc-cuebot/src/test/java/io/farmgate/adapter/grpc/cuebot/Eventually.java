package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded polling for what happens in its own time. */
final class Eventually {
  private static final Duration STEP = Duration.ofMillis(10);

  private Eventually() {}

  static void within(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        fail("did not come true within " + patience);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  /** Whether {@code condition} stays false for that long. */
  static boolean never(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() - end < 0) {
      if (condition.getAsBoolean()) {
        return false;
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
    return true;
  }
}
