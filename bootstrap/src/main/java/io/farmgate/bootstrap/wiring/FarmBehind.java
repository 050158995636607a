package io.farmgate.bootstrap.wiring;

import io.farmgate.adapter.embedded.EmbeddedFarm;
import io.farmgate.adapter.embedded.EmbeddedFarmConfig;
import io.farmgate.adapter.embedded.LogFiles;
import io.farmgate.adapter.embedded.StateFolder;
import io.farmgate.adapter.grpc.cuebot.AnswerBudget;
import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.GuardRecorder;
import io.farmgate.adapter.grpc.cuebot.guard.LaneTable;
import io.farmgate.adapter.grpc.cuebot.overload.MethodKinds;
import io.farmgate.adapter.grpc.cuebot.overload.OverloadGuards;
import io.farmgate.adapter.grpc.cuebot.ports.CuebotPorts;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.bootstrap.metrics.GatewayMetrics;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The farm behind the gateway, open. Which one it is, is decided here and nowhere else.
 *
 * @param reachable tells at once whether calls have a chance
 * @param budget what its large answers are counted against; absent where none come over a wire
 * @param end closes it and unlocks the state folder
 */
record FarmBehind(Farm farm, BooleanSupplier reachable, Optional<AnswerBudget> budget, Runnable end)
    implements AutoCloseable {
  private static final String FARM = "opencue";

  /** Whoever follows a log asks a Cuebot no more often whether its frame still runs. */
  private static final Duration FRAME_STATE = Duration.ofSeconds(2);

  /**
   * Locks the state folder and opens the farm.
   *
   * @param threads where connections to it live; they outlive it
   * @throws io.farmgate.adapter.embedded.FarmStartException where the folder or the farm cannot be
   *     used
   */
  static FarmBehind open(
      GatewayConfig config,
      MethodCatalogue catalogue,
      Clock clock,
      GatewayMetrics metrics,
      IoThreads threads) {
    return config.cuebot().isPresent()
        ? cuebot(config, config.cuebot().get(), catalogue, clock, metrics, threads)
        : embedded(config, clock);
  }

  private static FarmBehind embedded(GatewayConfig config, Clock clock) {
    EmbeddedFarmConfig plain =
        EmbeddedFarmConfig.of(config.home(), config.frameLogs())
            .withClock(clock)
            .withFrames(config.frames());
    EmbeddedFarm farm =
        EmbeddedFarm.open(config.rebootCommand().map(plain::withRebootCommand).orElse(plain));
    return new FarmBehind(
        new Farm("embedded", "embedded farm", Optional.of(farm.ports()), Optional.empty()),
        () -> true,
        Optional.empty(),
        farm::close);
  }

  private static FarmBehind cuebot(
      GatewayConfig config,
      GatewayConfig.Cuebot settings,
      MethodCatalogue catalogue,
      Clock clock,
      GatewayMetrics metrics,
      IoThreads threads) {
    GuardRecorder recorder = metrics.guards();
    StateFolder folder = StateFolder.lock(config.home());
    AnswerBudget budget = new AnswerBudget(settings.answerBudgetBytes());
    Cuebot cuebot =
        Cuebot.connect(
            new CuebotConfig(
                settings.endpoints(),
                config.longestCall(),
                settings.maxReceiveBytes(),
                settings.guards(),
                settings
                    .connection()
                    .withKeepAlive(config.keepAlive().time(), config.keepAlive().timeout())),
            catalogue,
            budget,
            recorder,
            threads.forConnections());
    OverloadGuards overload =
        OverloadGuards.around(
            metrics.counting(FARM, cuebot),
            new OverloadGuards.Settings(
                settings.guards(),
                MethodKinds.of(catalogue),
                inLanes(settings.guards(), catalogue),
                settings.keepReads(),
                recorder));
    metrics.watch(overload);
    return new FarmBehind(
        new Farm(
            FARM,
            "OpenCue farm",
            Optional.of(
                ports(
                    overload,
                    config.callTimeout(),
                    settings.logRoots(),
                    folder.path().resolve("launches").resolve(FARM),
                    clock)),
            Optional.of(overload)),
        cuebot::connected,
        Optional.of(budget),
        () -> {
          try (folder) {
            overload.close();
            cuebot.close();
          }
        });
  }

  private static FarmPorts ports(
      NativeRpc rpc, Duration timeout, List<Path> logRoots, Path keys, Clock clock) {
    return logRoots.isEmpty()
        ? CuebotPorts.over(rpc, timeout, CuebotPorts.LOOKS, keys, clock)
        : CuebotPorts.over(
            rpc,
            timeout,
            (jobs, frames) -> new LogFiles(jobs, frames, logRoots, FRAME_STATE),
            keys,
            clock);
  }

  private static Predicate<String> inLanes(Set<Guard> on, MethodCatalogue catalogue) {
    LaneTable lanes = LaneTable.load(catalogue);
    return on.contains(Guard.LANES) ? method -> lanes.rule(method).isPresent() : method -> false;
  }

  @Override
  public void close() {
    end.run();
  }
}
