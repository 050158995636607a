package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.ports.CuebotPorts;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.FarmContract;
import io.farmgate.domain.contract.FarmDriver;
import io.farmgate.domain.contract.LiveKit;
import io.farmgate.domain.contract.ShellWork;
import io.farmgate.domain.contract.Work;
import io.farmgate.domain.port.FarmPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The whole kit on a Cuebot that really runs: see {@link LiveKit} for how to name it. */
@EnabledIfSystemProperty(named = LiveKit.FARM, matches = "cuebot:.+")
final class LiveFarmTest implements FarmContract {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir private static Path own;
  private static Cuebot cuebot;
  private static FarmPorts ports;
  private static LiveKit kit;

  private ShellWork work;

  @BeforeAll
  static void connect() {
    cuebot = Cuebot.connect(CuebotConfig.of(LiveKit.cuebot()));
    ports =
        CuebotPorts.over(
            cuebot, TIMEOUT, Duration.ofMillis(500), own.resolve("launches"), Clock.systemUTC());
    kit = new LiveKit(ports);
  }

  @AfterAll
  static void sayWhatIsLeft() {
    System.out.println(kit.cleanUp());
    cuebot.close();
  }

  @BeforeEach
  void giveWork() throws IOException {
    work = new ShellWork(Files.createTempDirectory(LiveKit.folder(own), "kit"));
  }

  /** What is left unfinished would hold the next test's cores. */
  @AfterEach
  void end() {
    FarmDriver drive = drive();
    kit.endWhatIsLeft();
    drive.until("all procs to end", () -> ports.procs().all(), List::isEmpty);
  }

  @Override
  public FarmPorts farm() {
    return ports;
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public String newShow() {
    return kit.newShow();
  }

  @Override
  public Duration patience() {
    return LiveKit.patience();
  }

  @Override
  public void letTimePass() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public Set<Capability> lacks() {
    return LiveKit.CUEBOT_LACKS;
  }

  /** A host's service that is told to reboot when it is idle ends itself, and stays away. */
  @Override
  public Set<Capability> spares() {
    return Set.of(Capability.REBOOT_IDLE_HOSTS);
  }
}
