package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.Work;
import io.farmgate.domain.port.FarmPorts;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** The suite on a farm that is reached as a Cuebot is. */
final class CuebotPortsProcsTest extends ProcsSuite {
  private final BehindOpenCue farm = new BehindOpenCue();

  @AfterEach
  void stop() {
    farm.close();
  }

  @Override
  public FarmPorts farm() {
    return farm.ports();
  }

  @Override
  public Work work() {
    return farm.memory().work();
  }

  @Override
  public void letTimePass() {
    farm.memory().tick();
  }

  @Override
  public Set<Capability> lacks() {
    return BehindOpenCue.LACKS;
  }
}
