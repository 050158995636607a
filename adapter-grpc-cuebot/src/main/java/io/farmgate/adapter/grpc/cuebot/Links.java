package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.adapter.grpc.cuebot.Link.Health;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Cuebots of one farm, and which of them a call goes to: the first one, in the order of the
 * configuration, that is in the best health. Calls stay with one Cuebot and are not spread, because
 * a Cuebot's own load is small beside that of the database that all share, and what one Cuebot says
 * right after a change is the most likely to show it. Thread-safe.
 */
final class Links {
  private static final Logger log = LoggerFactory.getLogger(Links.class);

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  /** As grpc-java defines "never". */
  private static final Duration NEVER_IDLE = Duration.ofDays(30);

  /** For each Cuebot, in the order of the configuration, a link for each thread. */
  private final List<List<Link>> cuebots;

  private final List<Link> all;
  private final ConnectionThreads threads;

  private Links(List<List<Link>> cuebots, ConnectionThreads threads) {
    this.cuebots = cuebots;
    this.all = cuebots.stream().flatMap(List::stream).toList();
    this.threads = threads;
  }

  /**
   * Starts to connect to all of them.
   *
   * @throws CuebotTls.UnusableException where TLS is wanted and its files cannot be used
   */
  static Links open(
      CuebotConfig config,
      ConnectionThreads threads,
      ScheduledExecutorService timer,
      GuardRecorder recorder) {
    if (config.connection().pingsTooOften()) {
      log.warn(
          "pings every {} s would make Cuebot close the connection, so they are sent every {} s",
          config.connection().keepAliveTime().toSeconds(),
          config.connection().pingAfter().toSeconds());
    }
    ChannelCredentials credentials =
        config
            .connection()
            .tls()
            .map(tls -> TlsFiles.watch(tls, timer, TlsFiles.LOOK_EVERY).credentials())
            .orElse(InsecureChannelCredentials.create());
    boolean breaking = config.guards().contains(Guard.BREAKER);
    return new Links(
        config.endpoints().stream()
            .map(endpoint -> new Reach(endpoint, new Breaker(endpoint, breaking, recorder)))
            .map(reach ->
                IntStream.range(0, threads.count())
                    .mapToObj(thread ->
                        Link.open(
                            reach,
                            () -> channel(reach.endpoint(), config, credentials, threads, thread),
                            timer))
                    .toList())
            .toList(),
        threads);
  }

  private static ManagedChannel channel(
      String endpoint,
      CuebotConfig config,
      ChannelCredentials credentials,
      ConnectionThreads threads,
      int thread) {
    CuebotConnection connection = config.connection();
    NettyChannelBuilder builder =
        threads
            .place(NettyChannelBuilder.forTarget("dns:///" + endpoint, credentials), thread)
            .directExecutor()
            .disableServiceConfigLookUp()
            .maxInboundMessageSize(config.maxReceiveBytes())
            .keepAliveTime(connection.pingAfter().toMillis(), TimeUnit.MILLISECONDS)
            // On gRPC's own threads also how long sent bytes may stay unacknowledged, where the
            // system can watch that. A link on others finds a silent Cuebot by itself.
            .keepAliveTimeout(connection.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveWithoutCalls(false)
            .idleTimeout(NEVER_IDLE.toDays(), TimeUnit.DAYS)
            .withOption(ChannelOption.ALLOCATOR, TransportBuffers.all())
            .withOption(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(CONNECT_PATIENCE.toMillis()));
    connection.tls().flatMap(CuebotTls::serverName).ifPresent(builder::overrideAuthority);
    return builder.build();
  }

  /**
   * Returns where to send a call now: of links to the same Cuebot that are equally well, that of
   * the calling thread. Empty where every Cuebot is there and keeps failing.
   */
  Optional<Link> choose() {
    int mine = threads.mine();
    Link best = all.getFirst();
    Health bestHealth = Health.FAILING;
    for (List<Link> cuebot : cuebots) {
      for (int i = 0; i < cuebot.size() && bestHealth != Health.STEADY; i++) {
        Link link = cuebot.get((mine + i) % cuebot.size());
        Health health = link.health();
        if (health.compareTo(bestHealth) < 0) {
          best = link;
          bestHealth = health;
        }
      }
    }
    return bestHealth == Health.FAILING ? Optional.empty() : Optional.of(best);
  }

  /** Whether a call that is sent now has no chance. */
  boolean allDown() {
    return all.stream()
        .map(Link::health)
        .allMatch(health -> health == Health.DOWN || health == Health.FAILING);
  }

  boolean anyConnected() {
    return all.stream().anyMatch(Link::isConnected);
  }

  /** Returns how many calls have gone out and not ended. */
  int inFlight() {
    return all.stream().mapToInt(Link::inFlight).sum();
  }

  /** Breaks off the calls in flight, and waits up to 5 s until each connection is gone. */
  void close() {
    all.forEach(Link::close);
    try {
      for (Link link : all) {
        if (!link.awaitClosed(CLOSE_PATIENCE)) {
          log.warn("the connection to Cuebot {} is still open after close", link.endpoint());
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
