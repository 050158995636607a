package io.farmgate.domain.contract;

import io.farmgate.domain.port.FarmPorts;
import java.time.Clock;
import java.time.Duration;

/** The fake keeps the contract that it stands in for. */
final class InMemoryFarmTest implements FarmContract {
  private final InMemoryFarm farm = new InMemoryFarm(Clock.systemUTC());

  @Override
  public FarmPorts farm() {
    return farm.ports();
  }

  @Override
  public Work work() {
    return farm.work();
  }

  @Override
  public void letTimePass() {
    farm.tick();
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(10);
  }
}
