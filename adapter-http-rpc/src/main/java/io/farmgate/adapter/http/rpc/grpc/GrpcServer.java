package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.adapter.http.edge.EdgeException;
import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.application.Admission;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.Farms;
import io.farmgate.domain.port.TokenVerifier;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * OpenCue's services over gRPC, on a port of their own, beside gRPC's health and reflection.
 * Thread-safe.
 *
 * <p>The same use case as over HTTP makes the calls, with the same rules. Requests reach the farm
 * as they came: the fields of a kill that HTTP clients may leave out are not filled in here, since
 * native clients fill them in themselves. Health is told to everybody, for what watches over
 * servers has no token; reflection to known callers only.
 */
public final class GrpcServer implements AutoCloseable {
  /** As over HTTP, where it bounds all headers together. */
  private static final int MAX_METADATA_BYTES = 32 << 10;

  /** Clients in the field ping as often as this, also between calls; more often is abuse. */
  private static final Duration PINGS_AT_MOST_EVERY = Duration.ofSeconds(5);

  /** Finds connections whose other end is gone without a word. */
  private static final Duration PING_EVERY = Duration.ofMinutes(2);

  private static final Duration PING_PATIENCE = Duration.ofSeconds(20);

  /** A client that has called nothing for so long connects again when it wants to. */
  private static final Duration IDLE_AT_MOST = Duration.ofHours(1);

  /** How long connections get to end after the last call was cut. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private final Duration shutdownTimeout;
  private final HealthStatusManager health;
  private final CallsInFlight inFlight;
  private final Server server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private GrpcServer(
      Duration shutdownTimeout, HealthStatusManager health, CallsInFlight inFlight, Server server) {
    this.shutdownTimeout = shutdownTimeout;
    this.health = health;
    this.inFlight = inFlight;
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param admission asked once a call, after its caller is known
   * @throws EdgeException when the address cannot be listened on
   */
  public static GrpcServer start(
      GrpcConfig config,
      TokenVerifier verifier,
      Admission admission,
      Farms farms,
      MethodCatalogue catalogue,
      Methods methods,
      CallFarmMethod useCase) {
    GrpcCallers callers = new GrpcCallers(verifier, config.trusted());
    CallsInFlight inFlight = new CallsInFlight();
    FarmRegistry registry =
        new FarmRegistry(
            new FarmRegistry.Shared(
                config, farms, catalogue, useCase, callers, admission, inFlight),
            methods);
    HealthStatusManager health = new HealthStatusManager();
    registry
        .getServices()
        .forEach(service ->
            health.setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING));
    Server server = build(config, registry, health, reflection(callers));
    try {
      server.start();
    } catch (IOException e) {
      throw new EdgeException(cannotListen(config.bind(), e), e);
    }
    return new GrpcServer(config.shutdownTimeout(), health, inFlight, server);
  }

  private static Server build(
      GrpcConfig config,
      FarmRegistry registry,
      HealthStatusManager health,
      List<ServerServiceDefinition> reflection) {
    return NettyServerBuilder.forAddress(config.bind())
        .directExecutor()
        .addService(health.getHealthService())
        .addServices(reflection)
        .fallbackHandlerRegistry(registry)
        .maxInboundMessageSize(config.maxMessageBytes())
        .maxInboundMetadataSize(MAX_METADATA_BYTES)
        .maxConcurrentCallsPerConnection(config.maxStreams())
        .permitKeepAliveTime(PINGS_AT_MOST_EVERY.toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveWithoutCalls(true)
        .keepAliveTime(PING_EVERY.toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(PING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .maxConnectionIdle(IDLE_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)
        .build();
  }

  @SuppressWarnings("deprecation") // v1alpha is what most clients in the field still ask for
  private static List<ServerServiceDefinition> reflection(GrpcCallers callers) {
    OnlyForCallers known = new OnlyForCallers(callers);
    return List.of(
        ServerInterceptors.intercept(ProtoReflectionServiceV1.newInstance(), known),
        ServerInterceptors.intercept(ProtoReflectionService.newInstance(), known));
  }

  private static String cannotListen(InetSocketAddress bind, IOException problem) {
    Throwable reason = problem.getCause() == null ? problem : problem.getCause();
    String host = bind.isUnresolved() ? bind.getHostString() : bind.getAddress().getHostAddress();
    return host
        + (":" + bind.getPort() + " cannot be listened on for gRPC: " + reason.getMessage())
        + " (expected: an address of this machine, FARMGATE_BIND, and a port that no other"
        + " program has, GRPC_PORT)";
  }

  /** Returns the address that it listens on, with the real port. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getListenSockets().getFirst();
  }

  /**
   * Says that it serves no longer, takes no new calls, lets those in flight finish for at most
   * {@link GrpcConfig#shutdownTimeout}, then ends what is left. Safe to call again.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    health.enterTerminalState();
    server.shutdown();
    try {
      inFlight.awaitNone(shutdownTimeout);
      // Those who watch our health, or reflect, would never leave by themselves.
      server.shutdownNow();
      server.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
