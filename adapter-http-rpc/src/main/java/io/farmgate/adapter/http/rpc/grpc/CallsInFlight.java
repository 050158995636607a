package io.farmgate.adapter.http.rpc.grpc;

import java.time.Duration;

/** Counts the calls that are not answered yet. Streams that never end by themselves are none. */
final class CallsInFlight {
  private int open;

  synchronized void begin() {
    open++;
  }

  synchronized void end() {
    open--;
    notifyAll();
  }

  /** Waits until there are none, for at most {@code patience}. */
  synchronized void awaitNone(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (open > 0) {
      long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (millis <= 0) {
        return;
      }
      wait(millis);
    }
  }
}
