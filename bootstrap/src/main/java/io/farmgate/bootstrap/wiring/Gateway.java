package io.farmgate.bootstrap.wiring;

import io.farmgate.adapter.http.edge.EdgeServer;
import io.farmgate.adapter.http.edge.ManagementServer;
import io.farmgate.adapter.http.rpc.grpc.GrpcServer;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.WatchFarm;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.bootstrap.metrics.GatewayMetrics;
import io.farmgate.domain.port.TokenVerifier;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A gateway that serves. Thread-safe. */
public final class Gateway implements AutoCloseable {
  private final IoThreads threads;
  private final FarmBehind farm;
  private final ExecutorService blocking;
  private final Watch watch;
  private final WatchFarm changes;
  private final WebhooksBehind webhooks;
  private final EdgeServer server;
  private final Optional<ManagementServer> management;
  private final Optional<GrpcServer> grpc;

  private Gateway(
      IoThreads threads,
      FarmBehind farm,
      ExecutorService blocking,
      Watch watch,
      WatchFarm changes,
      WebhooksBehind webhooks,
      EdgeServer server,
      Optional<ManagementServer> management,
      Optional<GrpcServer> grpc) {
    this.threads = threads;
    this.farm = farm;
    this.blocking = blocking;
    this.watch = watch;
    this.changes = changes;
    this.webhooks = webhooks;
    this.server = server;
    this.management = management;
    this.grpc = grpc;
  }

  /**
   * Opens the farm and starts to serve.
   *
   * @throws io.farmgate.bootstrap.config.ConfigException where the additions to the contract are
   *     wrong
   * @throws io.farmgate.adapter.embedded.FarmStartException where the state folder or the farm
   *     cannot be used
   * @throws io.farmgate.adapter.webhooks.WebhooksException where the file of webhooks cannot be
   *     used
   * @throws io.farmgate.adapter.http.edge.EdgeException where an address cannot be listened on
   */
  public static Gateway start(GatewayConfig config, TokenVerifier verifier, Clock clock) {
    IoThreads threads = IoThreads.start(config);
    boolean started = false;
    try {
      Gateway gateway = start(config, verifier, clock, threads);
      started = true;
      return gateway;
    } finally {
      if (!started) {
        threads.close();
      }
    }
  }

  private static Gateway start(
      GatewayConfig config, TokenVerifier verifier, Clock clock, IoThreads threads) {
    MethodCatalogue catalogue = ContractFiles.load(config.contract());
    GatewayMetrics metrics = new GatewayMetrics();
    FarmBehind farm = FarmBehind.open(config, catalogue, clock, metrics, threads);
    Watch watch = Watch.over(farm, config, metrics, clock);
    WatchFarm changes = new WatchFarm(new AccessPolicy(), WatchFarm.Settings.DEFAULT);
    ExecutorService blocking =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("farm-call-", 0).factory());
    Optional<GrpcServer> grpc = Optional.empty();
    WebhooksBehind webhooks = WebhooksBehind.NONE;
    boolean started = false;
    try {
      webhooks = WebhooksBehind.open(config, farm.farm(), changes, metrics, clock);
      GatewayComponent parts =
          DaggerGatewayComponent.factory()
              .create(config, catalogue, farm.farm(), watch, changes, webhooks.use(), blocking);
      grpc = parts.grpc().start(verifier);
      EdgeServer server =
          EdgeServer.start(
              parts.edgeConfig(), parts.edgeGuards(), verifier, parts.apis(), threads.edge());
      Optional<ManagementServer> management = manage(config, watch, server);
      started = true;
      return new Gateway(
          threads, farm, blocking, watch, changes, webhooks, server, management, grpc);
    } finally {
      if (!started) {
        grpc.ifPresent(GrpcServer::close);
        webhooks.close();
        changes.close();
        blocking.shutdown();
        watch.close();
        farm.close();
      }
    }
  }

  private static Optional<ManagementServer> manage(
      GatewayConfig config, Watch watch, EdgeServer server) {
    boolean started = false;
    try {
      Optional<ManagementServer> management =
          config
              .management()
              .map(settings ->
                  ManagementServer.start(
                      settings.address(), watch.metrics()::scrape, watch.health()::now));
      started = true;
      return management;
    } finally {
      if (!started) {
        server.close();
      }
    }
  }

  /** Returns where it listens, with the real port. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** Returns where metrics and health are, with the real port; absent for nowhere. */
  public Optional<InetSocketAddress> managementAddress() {
    return management.map(ManagementServer::address);
  }

  /** Returns where it listens for gRPC, with the real port; empty where it does not. */
  public Optional<InetSocketAddress> grpcAddress() {
    return grpc.map(GrpcServer::address);
  }

  /** Returns what the farm behind it is, for people: "embedded farm". */
  public String farm() {
    return farm.farm().kind();
  }

  /** Returns how many HTTP calls had not finished when {@link #close} cut them; 0 before that. */
  public int unfinished() {
    return server.unfinished();
  }

  /**
   * Lets calls in flight finish for at most the configured time, on both ports at once, then closes
   * the farm. Safe to call again.
   */
  @Override
  public void close() {
    // A load balancer that asks from now on sends its calls elsewhere.
    watch.health().closing();
    try (threads;
        farm;
        watch;
        changes;
        webhooks) {
      try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
        grpc.ifPresent(one -> closing.execute(one::close));
        server.close();
      }
      management.ifPresent(ManagementServer::close);
      // What runs on does so without its caller; the farm's closing ends it.
      blocking.shutdownNow();
    }
  }
}
