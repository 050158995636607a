package io.farmgate.adapter.http.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * How the main port behaves.
 *
 * @param bind where to listen; port 0 picks a free one
 * @param maxBodyBytes the longest request body, 1 or more; a longer one is answered 413
 * @param rejectStatus the status for a token that fails: 403 as OpenCue's documents say, or 401 as
 *     RFC 6750 says
 * @param corsOrigins exact origins that browsers may call from, or "*"; empty turns CORS off
 * @param shutdownTimeout how long {@link EdgeServer#close} waits for calls in flight; 0 or more
 * @param limits sizes and times that keep one client from using up the server
 */
public record EdgeConfig(
    InetSocketAddress bind,
    long maxBodyBytes,
    int rejectStatus,
    Set<String> corsOrigins,
    Duration shutdownTimeout,
    Limits limits) {

  /** The body limit where nothing else is said: 16 MiB. */
  public static final long DEFAULT_MAX_BODY_BYTES = 16L << 20;

  public EdgeConfig {
    Objects.requireNonNull(bind);
    corsOrigins = Set.copyOf(corsOrigins);
    Objects.requireNonNull(limits);
    if (maxBodyBytes < 1) {
      throw new IllegalArgumentException(
          "maxBodyBytes: " + maxBodyBytes + " (expected: 1 or more)");
    }
    if (rejectStatus != 401 && rejectStatus != 403) {
      throw new IllegalArgumentException(
          "rejectStatus: " + rejectStatus + " (expected: 401 or 403)");
    }
    if (shutdownTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "shutdownTimeout: " + shutdownTimeout + " (expected: 0 or more)");
    }
  }

  /** Returns the defaults, on the loopback address. */
  public static EdgeConfig loopback(int port) {
    return new EdgeConfig(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        DEFAULT_MAX_BODY_BYTES,
        403,
        Set.of(),
        Duration.ofSeconds(30),
        Limits.DEFAULT);
  }

  /**
   * Sizes and times that keep one client from using up the server.
   *
   * @param maxHeaderBytes request line and headers together
   * @param maxHeaders number of headers
   * @param parseTimeout from the first byte of a request to the end of its headers
   * @param idleTimeout how long a connection may wait between two requests
   * @param readTimeout how long a body may stand still
   * @param writeTimeout how long a client may not read while an answer waits
   */
  public record Limits(
      int maxHeaderBytes,
      int maxHeaders,
      Duration parseTimeout,
      Duration idleTimeout,
      Duration readTimeout,
      Duration writeTimeout) {

    /** 32 KiB, 100 headers; 10 s to parse, 75 s idle, 30 s to read, 60 s to write. */
    public static final Limits DEFAULT =
        new Limits(
            32 << 10,
            100,
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60));
  }
}
