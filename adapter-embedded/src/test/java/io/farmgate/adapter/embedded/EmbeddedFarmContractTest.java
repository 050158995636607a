package io.farmgate.adapter.embedded;

import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.FarmContract;
import io.farmgate.domain.contract.ShellWork;
import io.farmgate.domain.contract.Work;
import io.farmgate.domain.port.FarmPorts;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The meaning of every port, as all farms share it. */
final class EmbeddedFarmContractTest implements FarmContract {
  @TempDir Path folder;
  private TestFarm farm;

  @BeforeEach
  void open() {
    farm = TestFarm.open(folder, 2);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Override
  public FarmPorts farm() {
    return farm.ports;
  }

  @Override
  public Work work() {
    return new ShellWork(folder);
  }

  /** Unless an operator lets it: see {@link RebootTest}. */
  @Override
  public Set<Capability> lacks() {
    return Set.of(Capability.REBOOT_HOSTS);
  }
}
