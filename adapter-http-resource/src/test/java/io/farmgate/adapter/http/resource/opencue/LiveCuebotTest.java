package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.ports.CuebotPorts;
import io.farmgate.adapter.http.resource.opencue.RealFarm.Shared;
import io.farmgate.domain.contract.ShellWork;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * All suites on a Cuebot that really runs: {@code -Dfarmgate.live.cuebot=HOST:PORT}, and {@code
 * -Dfarmgate.live.folder=FOLDER} for a folder that its hosts see too. Nothing else may run there.
 */
@EnabledIfSystemProperty(named = "farmgate.live.cuebot", matches = ".+")
final class LiveCuebotTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static Cuebot cuebot;
  private static Shared shared;

  @BeforeAll
  static void connect() {
    cuebot =
        Cuebot.connect(
            CuebotConfig.of(Objects.requireNonNull(System.getProperty("farmgate.live.cuebot"))));
    shared =
        new Shared(
            CuebotPorts.over(
                cuebot,
                TIMEOUT,
                Duration.ofMillis(500),
                folder.resolve("launches"),
                Clock.systemUTC()),
            new ShellWork(Path.of(System.getProperty("farmgate.live.folder", folder.toString()))),
            BehindOpenCue.LACKS);
  }

  @AfterAll
  static void close() {
    cuebot.close();
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
}
