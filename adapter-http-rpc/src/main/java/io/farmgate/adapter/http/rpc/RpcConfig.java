package io.farmgate.adapter.http.rpc;

import java.time.Duration;

/**
 * How the RPC style behaves.
 *
 * @param defaultTimeout how long a call may take whose caller says nothing
 * @param longestTimeout how long a call may take, whatever its caller says
 * @param streamAboveBytes answers with more wire bytes than this are streamed, shorter ones sent
 *     whole with their length
 * @param hostName this gateway's host, for kills whose caller names none
 * @param pid this gateway's process, for the same
 * @param strictness whose bodies may hold nothing that is not known
 */
public record RpcConfig(
    Duration defaultTimeout,
    Duration longestTimeout,
    int streamAboveBytes,
    String hostName,
    long pid,
    Strictness strictness) {

  /** 25 s, which is below the time Cuebot waits for its database; 10 min; 64 KiB. */
  public static RpcConfig of(String hostName, long pid) {
    return new RpcConfig(Duration.ofSeconds(25), Duration.ofMinutes(10), 64 << 10, hostName, pid);
  }

  /** One that is strict with requests that ask for it. */
  public RpcConfig(
      Duration defaultTimeout,
      Duration longestTimeout,
      int streamAboveBytes,
      String hostName,
      long pid) {
    this(defaultTimeout, longestTimeout, streamAboveBytes, hostName, pid, Strictness.ON_REQUEST);
  }

  public RpcConfig {
    if (!defaultTimeout.isPositive() || longestTimeout.compareTo(defaultTimeout) < 0) {
      throw new IllegalArgumentException(
          "timeouts: "
              + defaultTimeout
              + " and "
              + longestTimeout
              + " (expected: the default more than 0 and not above the longest)");
    }
    if (streamAboveBytes < 0) {
      throw new IllegalArgumentException(
          "streamAboveBytes: " + streamAboveBytes + " (expected: 0 or more)");
    }
  }
}
