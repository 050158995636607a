package io.farmgate.adapter.grpc.cuebot;

import java.time.Duration;
import java.util.Optional;

/**
 * How the connections to Cuebots are made and kept.
 *
 * @param keepAliveTime after how much quiet a connection with calls is pinged. Cuebot closes a
 *     connection that is pinged more often than every 5 minutes, so less than {@link
 *     #SHORTEST_KEEP_ALIVE} is taken for that
 * @param keepAliveTimeout how long the answer to a ping, and the receipt of what was sent, may
 *     take; positive
 * @param tls absent for plain text, which is all that a Cuebot itself can do
 */
public record CuebotConnection(
    Duration keepAliveTime, Duration keepAliveTimeout, Optional<CuebotTls> tls) {
  /** What Cuebot permits, and a minute for clocks that differ. */
  public static final Duration SHORTEST_KEEP_ALIVE = Duration.ofMinutes(6);

  /** Plain text, with the least pings that notice a dead connection. */
  public static final CuebotConnection DEFAULT =
      new CuebotConnection(SHORTEST_KEEP_ALIVE, Duration.ofSeconds(20), Optional.empty());

  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException where one of them is not positive
   */
  public CuebotConnection {
    requirePositive("keepAliveTime", keepAliveTime);
    requirePositive("keepAliveTimeout", keepAliveTimeout);
  }

  /** The same with these times. */
  public CuebotConnection withKeepAlive(Duration time, Duration timeout) {
    return new CuebotConnection(time, timeout, tls);
  }

  /** The same over TLS. */
  public CuebotConnection withTls(CuebotTls tls) {
    return new CuebotConnection(keepAliveTime, keepAliveTimeout, Optional.of(tls));
  }

  /** Whether {@link #keepAliveTime} is less than Cuebot permits. */
  public boolean pingsTooOften() {
    return keepAliveTime.compareTo(SHORTEST_KEEP_ALIVE) < 0;
  }

  /** After how much quiet a connection is pinged indeed. */
  Duration pingAfter() {
    return pingsTooOften() ? SHORTEST_KEEP_ALIVE : keepAliveTime;
  }

  private static void requirePositive(String name, Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException(name + ": " + time + " (expected: more than 0)");
    }
  }
}
