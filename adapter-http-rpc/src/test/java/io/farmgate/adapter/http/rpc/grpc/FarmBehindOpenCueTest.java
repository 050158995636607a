package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.ports.CuebotPorts;
import io.farmgate.domain.AddressRange;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.FarmContract;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.contract.Work;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A farm's ports, there and back: the ports of the Cuebot adapter speak OpenCue's contract to the
 * gateway's own gRPC port, behind which is a farm in memory. It keeps the kit's meaning only if
 * both translations, and the statuses between them, do.
 */
final class FarmBehindOpenCueTest implements FarmContract {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final InMemoryFarm farm = new InMemoryFarm(Clock.systemUTC());
  private final GrpcGateway gateway =
      new GrpcGateway(
          new Farm("memory", "farm in memory", Optional.of(farm.ports()), Optional.empty()),
          new TrustedPeers(List.of(AddressRange.parse("127.0.0.1").orElseThrow()), Role.ADMIN),
          MethodCatalogue.load(),
          TIMEOUT);
  private final Cuebot cuebot =
      Cuebot.connect(CuebotConfig.of("127.0.0.1:" + gateway.server().address().getPort()));
  @TempDir private Path folder;
  private FarmPorts ports;

  @BeforeEach
  void open() {
    ports =
        CuebotPorts.over(
            cuebot, TIMEOUT, Duration.ofMillis(20), folder.resolve("launches"), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    cuebot.close();
    gateway.close();
  }

  @Override
  public FarmPorts farm() {
    return ports;
  }

  @Override
  public Work work() {
    return farm.work();
  }

  @Override
  public void letTimePass() {
    farm.tick();
  }

  /** OpenCue's contract has none. */
  @Override
  public Set<Capability> lacks() {
    return Set.of(Capability.QUOTAS, Capability.REVERSED_FRAMES, Capability.READ_LOGS);
  }
}
