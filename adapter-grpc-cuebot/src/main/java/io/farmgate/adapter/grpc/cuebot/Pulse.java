package io.farmgate.adapter.grpc.cuebot;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Whether the other end of a connection gives signs of life. A peer that vanished without a word
 * leaves a connection that looks well and answers nothing. Thread-safe.
 */
final class Pulse {
  private final LongSupplier nanoTime;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile long heard;
  private volatile long busySince;

  Pulse(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    heard();
  }

  /** A call goes out. */
  void sent() {
    if (inFlight.getAndIncrement() == 0) {
      busySince = nanoTime.getAsLong();
    }
  }

  /** That call has ended. */
  void ended() {
    inFlight.decrementAndGet();
  }

  /** Something arrived. */
  void heard() {
    heard = nanoTime.getAsLong();
  }

  int inFlight() {
    return inFlight.get();
  }

  /** Since when nothing was heard. */
  Duration quiet() {
    return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - heard));
  }

  /** Since when nothing was heard although something should have been; zero where not. */
  Duration silence() {
    if (inFlight.get() == 0) {
      return Duration.ZERO;
    }
    Duration busy = Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - busySince));
    Duration quiet = quiet();
    return busy.compareTo(quiet) < 0 ? busy : quiet;
  }
}
