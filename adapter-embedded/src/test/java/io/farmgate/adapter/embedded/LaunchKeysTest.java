package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Job;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.LaunchKey;
import io.farmgate.domain.port.LaunchOnce;
import io.farmgate.domain.port.LaunchOnce.Launched;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key is worth after the farm was ended, however that was. */
class LaunchKeysTest {
  private static final LaunchKey KEY = new LaunchKey("ada", "key-1", "d1");

  @TempDir Path folder;

  /** Where a farm's process ends without a word. */
  enum Point {
    /** The job is in the transaction, and the key is not yet. */
    BEFORE_THE_KEY,
    /** All is on disk, and nobody has been told. */
    AFTER_THE_COMMIT
  }

  static String answer(List<Job> jobs) {
    return jobs.getFirst().id().value();
  }

  private static LaunchOnce launch(TestFarm farm) {
    return farm.ports
        .submissions()
        .launchOnce(
            TestFarm.submission(
                List.of(TestFarm.paused(job("keyed", layer("comp", "1-3", "true"))))),
            KEY,
            LaunchKeysTest::answer);
  }

  @Test
  void aKeyShouldOutliveARestart() {
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      LaunchOnce first = launch(farm);
      String id = farm.ports.jobs().list(JobQuery.UNFINISHED).getFirst().id().value();
      assertThat(first).isEqualTo(new Launched(id, false));

      farm.reopen();

      assertThat(launch(farm)).isEqualTo(new Launched(id, true));
      assertThat(farm.ports.jobs().list(JobQuery.UNFINISHED)).hasSize(1);
    }
  }

  @Test
  void aFarmThatDiesBeforeTheKeyIsKeptShouldHaveMadeNothing() throws Exception {
    dieAndLaunchAgain(Point.BEFORE_THE_KEY);
  }

  @Test
  void aFarmThatDiesBeforeItCouldAnswerShouldAnswerLater() throws Exception {
    dieAndLaunchAgain(Point.AFTER_THE_COMMIT);
  }

  private void dieAndLaunchAgain(Point point) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DyingLaunch.class.getName(),
                folder.toString(),
                point.name())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(TestFarm.read(folder.resolve("said")))
        .isEqualTo(DyingLaunch.DIED);

    try (TestFarm farm = TestFarm.open(folder, 1)) {
      int before = farm.ports.jobs().list(JobQuery.UNFINISHED).size();
      assertThat(before).isEqualTo(point == Point.AFTER_THE_COMMIT ? 1 : 0);

      LaunchOnce again = launch(farm);

      Job job = farm.ports.jobs().list(JobQuery.UNFINISHED).getFirst();
      assertThat(again).isEqualTo(new Launched(job.id().value(), before == 1));
      assertThat(farm.ports.jobs().list(JobQuery.UNFINISHED)).hasSize(1);
    }
  }

  /** Launches under a key and dies at a point, as by SIGKILL: nothing is closed or told. */
  static final class DyingLaunch {
    static final int DIED = 77;

    private DyingLaunch() {}

    /** Takes the test's folder and the point. */
    public static void main(String[] arguments) {
      Point point = Point.valueOf(arguments[1]);
      EmbeddedFarm farm = EmbeddedFarm.open(TestFarm.config(Path.of(arguments[0]), 1));
      farm.ports()
          .submissions()
          .launchOnce(
              TestFarm.submission(
                  List.of(TestFarm.paused(job("keyed", layer("comp", "1-3", "true"))))),
              KEY,
              jobs -> {
                if (point == Point.BEFORE_THE_KEY) {
                  Runtime.getRuntime().halt(DIED);
                }
                return answer(jobs);
              });
      Runtime.getRuntime().halt(DIED);
    }
  }

  @Test
  void aKeyShouldBeForgottenAfterItsTime() {
    try (FarmDatabase database = FarmDatabase.open(folder.resolve("farm.db"))) {
      long now = 1_000_000_000_000L;
      database.write(h -> LaunchKeys.once(h, KEY, now, () -> "first"));
      long kept = now + LaunchKey.KEPT.toMillis();

      assertThat(once(database, kept)).isEqualTo(new Launched("first", true));
      assertThat(once(database, kept + 1)).isEqualTo(new Launched("second", false));
    }
  }

  private static LaunchOnce once(FarmDatabase database, long now) {
    return database.write(h -> LaunchKeys.once(h, KEY, now, () -> "second"));
  }
}
