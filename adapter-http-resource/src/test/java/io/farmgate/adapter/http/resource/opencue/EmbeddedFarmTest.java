package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.embedded.EmbeddedFarm;
import io.farmgate.adapter.embedded.EmbeddedFarmConfig;
import io.farmgate.adapter.http.resource.opencue.RealFarm.Shared;
import io.farmgate.domain.Cores;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.ShellWork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** All suites on the embedded farm, which runs real processes. */
final class EmbeddedFarmTest {
  @TempDir private static Path folder;
  private static EmbeddedFarm farm;
  private static Shared shared;

  @BeforeAll
  static void open() {
    farm =
        EmbeddedFarm.open(
            EmbeddedFarmConfig.of(folder.resolve("state"), folder.resolve("logs"))
                .withCores(Cores.of(4))
                .withKillGrace(Duration.ofSeconds(1)));
    shared = new Shared(farm.ports(), new ShellWork(folder), Set.of());
  }

  @AfterAll
  static void close() {
    farm.close();
  }

  @Nested
  final class Documented extends ResourceSuite implements RealFarm {
    @Override
    public Shared shared() {
      return shared;
    }
  }

  @Nested
  final class Beyond extends BeyondSuite implements RealFarm {
    @Override
    public Shared shared() {
      return shared;
    }
  }

  @Nested
  final class Pages extends PagesSuite implements RealFarm {
    @Override
    public Shared shared() {
      return shared;
    }
  }

  @Nested
  final class Keys extends KeysSuite implements RealFarm {
    @Override
    public Shared shared() {
      return shared;
    }
  }

  @Nested
  final class Setup extends SetupSuite implements RealFarm {
    @Override
    public Shared shared() {
      return shared;
    }
  }

  @Nested
  final class Sites extends SitesSuite implements RealFarm {
    @Override
    public Shared shared() {
      return shared;
    }
  }

  @Nested
  final class Layers extends LayersSuite implements RealFarm {
    @Override
    public Shared shared() {
      return shared;
    }
  }

  @Nested
  final class Hosts extends HostsSuite implements RealFarm {
    @Override
    public Shared shared() {
      // Its operator has not said how to reboot this machine.
      return new Shared(shared.ports(), shared.work(), Set.of(Capability.REBOOT_HOSTS));
    }
  }

  @Nested
  final class Procs extends ProcsSuite implements RealFarm {
    @Override
    public Shared shared() {
      return shared;
    }
  }
}
