package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.ports.CuebotPorts;
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
import io.farmgate.domain.AddressRange;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A farm in memory that is reached as a Cuebot is: the ports of the Cuebot adapter speak OpenCue's
 * contract to a gRPC server in front of it.
 */
final class BehindOpenCue implements AutoCloseable {
  /** What OpenCue's contract has no method for. */
  static final Set<Capability> LACKS =
      Set.of(Capability.QUOTAS, Capability.REVERSED_FRAMES, Capability.READ_LOGS);

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final MethodCatalogue CATALOGUE = MethodCatalogue.load();

  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final GrpcServer server;
  private final Path folder = newFolder();
  private final Cuebot cuebot;
  private volatile Fault fault = Fault.NONE;
  private volatile String stopped = "";
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
    ports = anew();
  }

  FarmPorts ports() {
    return ports;
  }

  /** Returns new ports, as of a gateway that was started again. */
  FarmPorts anew() {
    return CuebotPorts.over(this::call, TIMEOUT, Duration.ofMillis(20), folder, Clock.systemUTC());
  }

  /** Lets the farm do the next launch, and its answer never arrive. */
  void loseTheNextLaunch() {
    fault = Fault.ANSWER;
  }

  /** Lets the next launch never arrive. */
  void stopTheNextLaunch() {
    fault = Fault.CALL;
  }

  /** From now on calls of a method never arrive. */
  void stopAll(String method) {
    stopped = method;
  }

  private void call(NativeRpc.Call call, Consumer<NativeRpc.Reply> done) {
    Fault now = call.method().endsWith("/LaunchSpecAndWait") ? fault : Fault.NONE;
    NativeRpc.Reply lost =
        new NativeRpc.Reply.Refused(
            new FarmFailure.Unavailable("cut off", Optional.empty(), FarmFailure.Outcome.UNKNOWN));
    if (call.method().equals(stopped)) {
      done.accept(lost);
      return;
    }
    if (now != Fault.NONE) {
      fault = Fault.NONE;
    }
    switch (now) {
      case NONE -> cuebot.call(call, done);
      case ANSWER -> cuebot.call(call, reply -> done.accept(lost));
      case CALL -> done.accept(lost);
    }
  }

  private enum Fault {
    NONE,
    CALL,
    ANSWER
  }

  InMemoryFarm memory() {
    return memory;
  }

  @Override
  public void close() {
    cuebot.close();
    server.close();
    try (Stream<Path> files = Files.list(folder)) {
      files.map(Path::toFile).forEach(File::delete);
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("farmgate-launches");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
