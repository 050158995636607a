package io.farmgate.adapter.grpc.cuebot.guard;

import java.time.Duration;

/**
 * How long a lane's queue may become.
 *
 * @param waiting the calls that may wait at once, 1 or more
 * @param readsWaiting how many of them may be reads, so that changes always find a place
 * @param patience how long a call waits at most, also where it has more time
 * @param changesInARow how many changes go before a read that waits, 1 or more
 */
public record LaneLimits(int waiting, int readsWaiting, Duration patience, int changesInARow) {
  /** A servant answers some 500 calls a second, so that a full queue is half a second. */
  public static final LaneLimits DEFAULT = new LaneLimits(256, 192, Duration.ofSeconds(5), 3);

  /**
   * Checks all of it.
   *
   * @throws IllegalArgumentException with the name of what is wrong
   */
  public LaneLimits {
    require("waiting", waiting, 1);
    require("readsWaiting", readsWaiting, 0);
    require("changesInARow", changesInARow, 1);
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("patience: " + patience + " (expected: more than 0)");
    }
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " or more)");
    }
  }
}
