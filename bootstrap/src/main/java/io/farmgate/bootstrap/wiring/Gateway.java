package io.farmgate.bootstrap.wiring;

import io.farmgate.adapter.http.edge.EdgeServer;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.domain.port.TokenVerifier;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A gateway that serves. Thread-safe. */
public final class Gateway implements AutoCloseable {
  private final FarmBehind farm;
  private final ExecutorService blocking;
  private final EdgeServer server;

  private Gateway(FarmBehind farm, ExecutorService blocking, EdgeServer server) {
    this.farm = farm;
    this.blocking = blocking;
    this.server = server;
  }

  /**
   * Opens the farm and starts to serve.
   *
   * @throws io.farmgate.adapter.embedded.FarmStartException where the state folder or the farm
   *     cannot be used
   * @throws io.farmgate.adapter.http.edge.EdgeException where the address cannot be listened on
   */
  public static Gateway start(GatewayConfig config, TokenVerifier verifier, Clock clock) {
    FarmBehind farm = FarmBehind.open(config, clock);
    ExecutorService blocking =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("farm-call-", 0).factory());
    boolean started = false;
    try {
      GatewayComponent parts =
          DaggerGatewayComponent.factory().create(config, farm.farm(), blocking);
      EdgeServer server = EdgeServer.start(parts.edgeConfig(), verifier, parts.apis());
      started = true;
      return new Gateway(farm, blocking, server);
    } finally {
      if (!started) {
        blocking.shutdown();
        farm.close();
      }
    }
  }

  /** Returns where it listens, with the real port. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** Returns what the farm behind it is, for people: "embedded farm". */
  public String farm() {
    return farm.farm().kind();
  }

  /**
   * Lets calls in flight finish for at most the configured time, then closes the farm. Safe to call
   * again.
   */
  @Override
  public void close() {
    try (farm) {
      server.close();
      // What runs on does so without its caller; the farm's closing ends it.
      blocking.shutdownNow();
    }
  }
}
