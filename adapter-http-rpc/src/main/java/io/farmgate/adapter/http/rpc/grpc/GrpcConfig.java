package io.farmgate.adapter.http.rpc.grpc;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How the gRPC server behaves.
 *
 * @param bind where to listen; port 0 picks a free one
 * @param maxMessageBytes the longest request message, 1 or more; a longer one is refused with
 *     RESOURCE_EXHAUSTED
 * @param defaultTimeout how long a call may take whose caller sets no deadline; positive
 * @param longestTimeout how long a call may take, whatever its caller's deadline; not below the
 *     default
 * @param shutdownTimeout how long {@link GrpcServer#close} waits for calls in flight; 0 or more
 * @param trusted who may call without a token
 * @param maxStreams how many calls at once one connection may have, 1 or more
 */
public record GrpcConfig(
    InetSocketAddress bind,
    int maxMessageBytes,
    Duration defaultTimeout,
    Duration longestTimeout,
    Duration shutdownTimeout,
    TrustedPeers trusted,
    int maxStreams) {

  public GrpcConfig {
    if (maxStreams < 1) {
      throw new IllegalArgumentException("maxStreams: " + maxStreams + " (expected: 1 or more)");
    }
    if (maxMessageBytes < 1) {
      throw new IllegalArgumentException(
          "maxMessageBytes: " + maxMessageBytes + " (expected: 1 or more)");
    }
    if (!defaultTimeout.isPositive() || longestTimeout.compareTo(defaultTimeout) < 0) {
      throw new IllegalArgumentException(
          "timeouts: "
              + (defaultTimeout + " and " + longestTimeout)
              + " (expected: the default more than 0 and not above the longest)");
    }
    if (shutdownTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "shutdownTimeout: " + shutdownTimeout + " (expected: 0 or more)");
    }
  }
}
