package io.farmgate.adapter.grpc.cuebot;

import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one Cuebot, kept up for as long as the gateway runs.
 *
 * <p>grpc-java waits up to two minutes between attempts to connect, a figure that cannot be
 * configured, and it stays unconnected after a lost connection until somebody calls. So a link
 * watches its channel and, while that is not connected, asks for an attempt once a second.
 */
final class Link {
  private static final Logger log = LoggerFactory.getLogger(Link.class);

  private static final Duration RECONNECT_EVERY = Duration.ofSeconds(1);

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

  /**
   * Cuebot closes a connection that is pinged more often than every 5 minutes, grpc-java's default;
   * the sixth is a margin for clocks. Without calls there are no pings.
   */
  private static final Duration PING_EVERY = Duration.ofMinutes(6);

  /** Also how long sent bytes may stay unacknowledged, on systems that can watch that. */
  private static final Duration PING_PATIENCE = Duration.ofSeconds(20);

  /** As grpc-java defines "never". */
  private static final Duration NEVER_IDLE = Duration.ofDays(30);

  private final String endpoint;
  private final ManagedChannel channel;
  private final ScheduledExecutorService timer;
  private volatile boolean reportedDown;

  private Link(String endpoint, ManagedChannel channel, ScheduledExecutorService timer) {
    this.endpoint = endpoint;
    this.channel = channel;
    this.timer = timer;
  }

  static Link open(String endpoint, CuebotConfig config, ScheduledExecutorService timer) {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget("dns:///" + endpoint)
            .usePlaintext()
            .directExecutor()
            .disableServiceConfigLookUp()
            .maxInboundMessageSize(config.maxReceiveBytes())
            .keepAliveTime(PING_EVERY.toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(PING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveWithoutCalls(false)
            .idleTimeout(NEVER_IDLE.toDays(), TimeUnit.DAYS)
            .withOption(ChannelOption.ALLOCATOR, TransportBuffers.all())
            .withOption(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(CONNECT_PATIENCE.toMillis()))
            .build();
    Link link = new Link(endpoint, channel, timer);
    var _ = channel.getState(/* requestConnection= */ true);
    link.watch();
    return link;
  }

  String endpoint() {
    return endpoint;
  }

  Channel channel() {
    return channel;
  }

  /** Whether the last attempt to connect failed: calls would be refused at once. */
  boolean isDown() {
    return channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE;
  }

  boolean isConnected() {
    return channel.getState(false) == ConnectivityState.READY;
  }

  private void watch() {
    ConnectivityState state = channel.getState(false);
    report(state);
    switch (state) {
      case CONNECTING, READY -> channel.notifyWhenStateChanged(state, this::watch);
      case IDLE, TRANSIENT_FAILURE -> {
        var _ = timer.schedule(this::reconnect, RECONNECT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      }
      case SHUTDOWN -> {}
    }
  }

  private void reconnect() {
    // The first ends grpc-java's wait between attempts, the second its rest without calls.
    channel.resetConnectBackoff();
    var _ = channel.getState(/* requestConnection= */ true);
    watch();
  }

  private void report(ConnectivityState state) {
    if (state == ConnectivityState.TRANSIENT_FAILURE && !reportedDown) {
      reportedDown = true;
      log.warn("Cuebot {} cannot be reached; trying again every second", endpoint);
    }
    if (state == ConnectivityState.READY) {
      reportedDown = false;
      log.info("connected to Cuebot {}", endpoint);
    }
  }

  void close() {
    channel.shutdownNow();
  }

  boolean awaitClosed(Duration patience) throws InterruptedException {
    return channel.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
