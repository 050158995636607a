package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.contract.Work;
import io.farmgate.domain.port.FarmPorts;
import java.time.Clock;

/** The suite on the farm in memory, which passes the contract kit that all farms pass. */
final class InMemoryFarmProcsTest extends ProcsSuite {
  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());

  @Override
  public FarmPorts farm() {
    return memory.ports();
  }

  @Override
  public Work work() {
    return memory.work();
  }

  @Override
  public void letTimePass() {
    memory.tick();
  }
}
