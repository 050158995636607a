package io.farmgate.adapter.grpc.cuebot;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Cuebot is and how much of it is accepted.
 *
 * @param endpoints {@code host:port}, at least one; an IPv6 address stands in brackets. Of several
 *     Cuebots of one farm, calls go to the first that is well
 * @param timeout the longest that any call may take; positive, at most a day
 * @param maxReceiveBytes the largest answer that is accepted; positive
 * @param guards those that are on
 * @param connection how the connections are made
 */
public record CuebotConfig(
    List<String> endpoints,
    Duration timeout,
    int maxReceiveBytes,
    Set<Guard> guards,
    CuebotConnection connection) {
  /** OpenCue documents GRPC_TIMEOUT with this default. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  /** OpenCue's gateway accepts GRPC_MAX_RECV_MSG_MB of 256 unless told otherwise. */
  public static final int DEFAULT_MAX_RECEIVE_BYTES = 256 * 1024 * 1024;

  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  private static final Pattern ENDPOINT =
      Pattern.compile("(?<host>[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+])[:](?<port>[0-9]{1,5})");

  /**
   * Checks all of it.
   *
   * @throws IllegalArgumentException with the name of what is wrong and what was expected
   */
  public CuebotConfig {
    endpoints = List.copyOf(endpoints);
    guards = Set.copyOf(guards);
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("endpoints: none (expected: one host:port or more)");
    }
    Set<String> seen = new HashSet<>();
    for (String endpoint : endpoints) {
      requireHostAndPort(endpoint);
      if (!seen.add(endpoint)) {
        throw new IllegalArgumentException(
            "endpoints: " + endpoint + " twice (expected: each Cuebot once)");
      }
    }
    if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout: " + timeout + " (expected: more than 0 and at most 24 h)");
    }
    if (maxReceiveBytes <= 0) {
      throw new IllegalArgumentException(
          "maxReceiveBytes: " + maxReceiveBytes + " (expected: 1 or more)");
    }
  }

  /** The documented defaults for one or more {@code host:port}. */
  public static CuebotConfig of(String... endpoints) {
    return new CuebotConfig(
        List.of(endpoints),
        DEFAULT_TIMEOUT,
        DEFAULT_MAX_RECEIVE_BYTES,
        Guard.ALL,
        CuebotConnection.DEFAULT);
  }

  /** The same with only these guards on. */
  public CuebotConfig withGuards(Set<Guard> guards) {
    return new CuebotConfig(endpoints, timeout, maxReceiveBytes, guards, connection);
  }

  /** The same with another {@code timeout}. */
  public CuebotConfig withTimeout(Duration timeout) {
    return new CuebotConfig(endpoints, timeout, maxReceiveBytes, guards, connection);
  }

  /** The same with another {@code maxReceiveBytes}. */
  public CuebotConfig withMaxReceiveBytes(int maxReceiveBytes) {
    return new CuebotConfig(endpoints, timeout, maxReceiveBytes, guards, connection);
  }

  /** The same with connections of another kind. */
  public CuebotConfig withConnection(CuebotConnection connection) {
    return new CuebotConfig(endpoints, timeout, maxReceiveBytes, guards, connection);
  }

  private static void requireHostAndPort(String endpoint) {
    Matcher matcher = ENDPOINT.matcher(endpoint);
    if (matcher.matches()) {
      int port = Integer.parseInt(matcher.group("port"));
      if (port >= 1 && port <= 65_535) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "endpoints: '" + endpoint + "' (expected: host:port, the port between 1 and 65535)");
  }
}
