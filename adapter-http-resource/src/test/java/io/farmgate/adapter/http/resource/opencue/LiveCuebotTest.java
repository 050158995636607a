package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.ports.CuebotPorts;
import io.farmgate.adapter.http.resource.opencue.RealFarm.Shared;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.LiveKit;
import io.farmgate.domain.contract.ShellWork;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * All suites on a Cuebot that really runs: see {@link LiveKit} for how to name it. Nothing else may
 * run there, and it takes one test class at a time.
 */
@EnabledIfSystemProperty(named = LiveKit.FARM, matches = "cuebot:.+")
final class LiveCuebotTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static Cuebot cuebot;
  private static Shared shared;
  private static LiveKit kit;

  @BeforeAll
  static void connect() {
    cuebot = Cuebot.connect(CuebotConfig.of(LiveKit.cuebot()));
    shared =
        new Shared(
            CuebotPorts.over(
                cuebot,
                TIMEOUT,
                Duration.ofMillis(500),
                folder.resolve("launches"),
                Clock.systemUTC()),
            new ShellWork(LiveKit.folder(folder)),
            LiveKit.CUEBOT_LACKS);
    kit = new LiveKit(shared.ports());
  }

  @AfterAll
  static void close() {
    System.out.println(kit.cleanUp());
    cuebot.close();
  }

  /** A Cuebot books nothing of a show that may use no hosts, and takes its time. */
  interface LiveFarm extends RealFarm {
    @Override
    default Shared shared() {
      return shared;
    }

    @Override
    default String newShow() {
      return kit.newShow();
    }

    @Override
    default Duration patience() {
      return LiveKit.patience();
    }
  }

  @Nested
  final class Documented extends ResourceSuite implements LiveFarm {}

  @Nested
  final class Beyond extends BeyondSuite implements LiveFarm {}

  @Nested
  final class Pages extends PagesSuite implements LiveFarm {}

  @Nested
  final class Keys extends KeysSuite implements LiveFarm {}

  @Nested
  final class Setup extends SetupSuite implements LiveFarm {}

  @Nested
  final class Sites extends SitesSuite implements LiveFarm {}

  @Nested
  final class Layers extends LayersSuite implements LiveFarm {}

  @Nested
  final class Procs extends ProcsSuite implements LiveFarm {}

  @Nested
  final class Hosts extends HostsSuite implements LiveFarm {
    @Override
    public Shared shared() {
      // Nobody wants the hosts of a farm rebooted by a test.
      Set<Capability> lacks = new HashSet<>(shared.lacks());
      lacks.add(Capability.REBOOT_HOSTS);
      return new Shared(shared.ports(), shared.work(), lacks);
    }
  }
}
