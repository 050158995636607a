package io.farmgate.bootstrap.wiring;

import io.farmgate.adapter.embedded.EmbeddedFarm;
import io.farmgate.adapter.embedded.EmbeddedFarmConfig;
import io.farmgate.adapter.embedded.StateFolder;
import io.farmgate.adapter.grpc.cuebot.AnswerBudget;
import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.GuardRecorder;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.domain.port.Farm;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The farm behind the gateway, open. Which one it is, is decided here and nowhere else.
 *
 * @param reachable tells at once whether calls have a chance
 * @param budget what its large answers are counted against; absent where none come over a wire
 * @param end closes it and unlocks the state folder
 */
record FarmBehind(Farm farm, BooleanSupplier reachable, Optional<AnswerBudget> budget, Runnable end)
    implements AutoCloseable {

  /**
   * Locks the state folder and opens the farm.
   *
   * @throws io.farmgate.adapter.embedded.FarmStartException where the folder or the farm cannot be
   *     used
   */
  static FarmBehind open(
      GatewayConfig config, MethodCatalogue catalogue, Clock clock, GuardRecorder guards) {
    return config.cuebot().isPresent()
        ? cuebot(config, config.cuebot().get(), catalogue, guards)
        : embedded(config, clock);
  }

  private static FarmBehind embedded(GatewayConfig config, Clock clock) {
    EmbeddedFarm farm =
        EmbeddedFarm.open(
            EmbeddedFarmConfig.of(config.home(), config.frameLogs()).withClock(clock));
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
      GuardRecorder guards) {
    StateFolder folder = StateFolder.lock(config.home());
    AnswerBudget budget = new AnswerBudget(settings.answerBudgetBytes());
    Cuebot cuebot =
        Cuebot.connect(
            new CuebotConfig(
                settings.endpoints(),
                config.longestCall(),
                settings.maxReceiveBytes(),
                settings.guards(),
                settings.connection()),
            catalogue,
            budget,
            guards);
    return new FarmBehind(
        new Farm("opencue", "OpenCue farm", Optional.empty(), Optional.of(cuebot)),
        cuebot::connected,
        Optional.of(budget),
        () -> {
          try (folder) {
            cuebot.close();
          }
        });
  }

  @Override
  public void close() {
    end.run();
  }
}
