package io.farmgate.adapter.embedded;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How the scheduler learns that something has changed: a job came, a frame ended, a lock was
 * lifted. Calls that come while it is at work are kept, as one. Safe to use from many threads.
 */
final class WakeUp {
  private final Semaphore changes = new Semaphore(0);

  /** Says that something has changed. */
  void call() {
    changes.release();
  }

  /** Waits for a call. */
  void await() throws InterruptedException {
    changes.acquire();
    changes.drainPermits();
  }

  /** Waits for a call, but no longer than {@code atMost}. */
  void await(Duration atMost) throws InterruptedException {
    if (changes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      changes.drainPermits();
    }
  }
}
