package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.ports.CuebotPorts;
import io.farmgate.adapter.http.rpc.grpc.AddressRange;
import io.farmgate.adapter.http.rpc.grpc.GrpcConfig;
import io.farmgate.adapter.http.rpc.grpc.GrpcServer;
import io.farmgate.adapter.http.rpc.grpc.TrustedPeers;
import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.adapter.http.rpc.typed.TypedMethods;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.Admission;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.SubmitWork;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A farm in memory that is reached as a Cuebot is: the ports of the Cuebot adapter speak OpenCue's
 * contract to a gRPC server in front of it.
 */
final class BehindOpenCue implements AutoCloseable {
  /** What OpenCue's contract has no method for. */
  static final Set<Capability> LACKS = Set.of(Capability.QUOTAS, Capability.REVERSED_FRAMES, Capability.READ_LOGS);

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final MethodCatalogue CATALOGUE = MethodCatalogue.load();

  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final GrpcServer server;
  private final Cuebot cuebot;
  private final FarmPorts ports;

  BehindOpenCue() {
    AccessPolicy policy = new AccessPolicy();
    server =
        GrpcServer.start(
            new GrpcConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1 << 20,
                TIMEOUT,
                TIMEOUT,
                TIMEOUT,
                new TrustedPeers(
                    List.of(AddressRange.parse("127.0.0.1").orElseThrow()), Role.ADMIN),
                64),
            token -> new Caller(token, Role.ADMIN),
            Admission.OPEN,
            new Farms(
                List.of(
                    new Farm(
                        "memory",
                        "farm in memory",
                        Optional.of(memory.ports()),
                        Optional.empty()))),
            CATALOGUE,
            new Methods(
                CATALOGUE,
                new TypedMethods(
                    new BrowseFarm(policy),
                    new ControlFarm(policy),
                    new SubmitWork(policy),
                    Clock.systemUTC(),
                    CATALOGUE)),
            new CallFarmMethod(
                policy,
                (caller, id, farm, method, took, failure) -> {},
                task -> Thread.ofVirtual().start(task)));
    cuebot = Cuebot.connect(CuebotConfig.of("127.0.0.1:" + server.address().getPort()));
    ports = CuebotPorts.over(cuebot, TIMEOUT, Duration.ofMillis(20));
  }

  FarmPorts ports() {
    return ports;
  }

  InMemoryFarm memory() {
    return memory;
  }

  @Override
  public void close() {
    cuebot.close();
    server.close();
  }
}
