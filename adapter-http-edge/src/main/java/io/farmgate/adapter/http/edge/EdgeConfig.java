package io.farmgate.adapter.http.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How the main port behaves.
 *
 * @param bind where to listen; port 0 picks a free one
 * @param maxBodyBytes the longest request body, 1 to 2^30; a longer one is answered 413
 * @param rejectStatus the status for a token that fails: 403 as OpenCue's documents say, or 401 as
 *     RFC 6750 says
 * @param corsOrigins exact origins that browsers may call from, or "*"; empty turns CORS off
 * @param shutdownTimeout how long {@link EdgeServer#close} waits for calls in flight; 0 or more
 * @param limits sizes and times that keep one client from using up the server
 * @param caps how many of a thing there may be at once
 * @param corsHeaders names of the request headers that web pages may send
 * @param tls the certificate; absent for HTTP without TLS
 */
public record EdgeConfig(
    InetSocketAddress bind,
    long maxBodyBytes,
    int rejectStatus,
    Set<String> corsOrigins,
    Duration shutdownTimeout,
    Limits limits,
    Caps caps,
    List<String> corsHeaders,
    Optional<TlsFiles> tls) {

  /** Request headers that web pages may send where nothing else is said. */
  public static final List<String> CORS_HEADERS =
      List.of(
          "Authorization",
          "Content-Type",
          "Accept",
          "X-Request-Id",
          "Grpc-Timeout",
          "Idempotency-Key",
          "If-Match",
          "If-None-Match",
          "Last-Event-ID",
          "X-Farmgate-Strict");

  /** The body limit where nothing else is said: 16 MiB. */
  public static final long DEFAULT_MAX_BODY_BYTES = 16L << 20;

  /** Bodies are held in one array: 1 GiB. */
  private static final long MAX_BODY_BYTES = 1L << 30;

  public EdgeConfig {
    Objects.requireNonNull(bind);
    corsOrigins = Set.copyOf(corsOrigins);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(caps);
    corsHeaders = List.copyOf(corsHeaders);
    Objects.requireNonNull(tls);
    if (maxBodyBytes < 1 || maxBodyBytes > MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "maxBodyBytes: " + maxBodyBytes + " (expected: 1 to " + MAX_BODY_BYTES + ")");
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

  /** One without TLS, and with the default caps and headers of web pages. */
  public EdgeConfig(
      InetSocketAddress bind,
      long maxBodyBytes,
      int rejectStatus,
      Set<String> corsOrigins,
      Duration shutdownTimeout,
      Limits limits) {
    this(
        bind,
        maxBodyBytes,
        rejectStatus,
        corsOrigins,
        shutdownTimeout,
        limits,
        Caps.DEFAULT,
        CORS_HEADERS,
        Optional.empty());
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
   * @param maxUrlChars path and query together
   * @param parseTimeout from the first byte of a request to the end of its headers
   * @param idleTimeout how long a connection may wait for a request
   * @param bodyTimeout from the end of the headers to the end of the body
   * @param writeTimeout how long a client may take nothing of an answer
   */
  public record Limits(
      int maxHeaderBytes,
      int maxHeaders,
      int maxUrlChars,
      Duration parseTimeout,
      Duration idleTimeout,
      Duration bodyTimeout,
      Duration writeTimeout) {

    /**
     * 32 KiB and 100 headers, URLs of 8192 characters; 10 s for headers, 75 s idle, 60 s for a
     * body, 60 s for a client that does not read.
     */
    public static final Limits DEFAULT =
        new Limits(
            32 << 10,
            100,
            8 << 10,
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60));

    public Limits {
      atLeastOne("maxHeaderBytes", maxHeaderBytes);
      atLeastOne("maxHeaders", maxHeaders);
      atLeastOne("maxUrlChars", maxUrlChars);
      atLeastOne("parseTimeout in ms", parseTimeout.toMillis());
      atLeastOne("idleTimeout in ms", idleTimeout.toMillis());
      atLeastOne("bodyTimeout in ms", bodyTimeout.toMillis());
      atLeastOne("writeTimeout in ms", writeTimeout.toMillis());
    }
  }

  /**
   * How many of a thing there may be at once.
   *
   * @param connections open ones; one more is closed
   * @param perAddress open ones from one IPv4 address or one IPv6 network of 64 bits
   * @param streams calls at once on one HTTP/2 connection
   */
  public record Caps(int connections, int perAddress, int streams) {
    /** 4096 connections, 256 from one address, 128 calls on each. */
    public static final Caps DEFAULT = new Caps(4096, 256, 128);

    public Caps {
      atLeastOne("connections", connections);
      atLeastOne("perAddress", perAddress);
      atLeastOne("streams", streams);
    }
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
    }
  }
}
