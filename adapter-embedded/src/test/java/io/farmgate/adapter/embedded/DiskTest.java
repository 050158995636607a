package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static io.farmgate.adapter.embedded.TestFarm.paused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the farm where its disk takes nothing more. */
class DiskTest {
  @TempDir Path folder;
  private boolean mounted;

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", "-l", folder.resolve("state").toString());
    }
  }

  @Test
  void databaseThatMayNotGrowShouldRefuseTakeNothingAndGoOnWhenItMay() throws IOException {
    try (FarmDatabase database = FarmDatabase.open(folder.resolve("farm.db"))) {
      new ShowStore(database).ensure("demo_show");
      JobLauncher launcher = new JobLauncher(database, folder, new WakeUp(), Clock.systemUTC());
      JobStore jobs = new JobStore(database);
      launcher.launch(TestFarm.submission(List.of(job("first", layer("comp", "1-9", "true")))));
      database.write(h -> h.execute("PRAGMA max_page_count = 1"));

      assertFull(() ->
          launcher.launch(
              TestFarm.submission(List.of(job("second", layer("comp", "1-50000", "true"))))));

      assertThat(jobs.byName("demo_show-sh010-ada_first")).isPresent();
      assertThat(jobs.byName("demo_show-sh010-ada_second")).isEmpty();
      database.write(h -> h.execute("PRAGMA max_page_count = 1073741823"));
      launcher.launch(
          TestFarm.submission(List.of(job("second", layer("comp", "1-50000", "true")))));
      assertThat(jobs.byName("demo_show-sh010-ada_second")).isPresent();
    }
    assertRight(folder.resolve("farm.db"));
  }

  @Test
  void farmOnAFullDiskShouldRefuseLoseNothingAndGoOnWhenThereIsRoom() throws Exception {
    mount();
    Path gate = folder.resolve("gate");
    Path filler = folder.resolve("state/filler");
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      Job running =
          farm.submit(
              job("running", layer("comp", "1", "until [ -e " + gate + " ]; do sleep 0.1; done")));
      TestFarm.await(() -> farm.job(running.id()).state() == JobState.RUNNING, () -> "a run");
      fill(filler);

      assertFull(() -> farm.submit(paused(job("big", layer("comp", "1-50000", "true")))));
      Files.createFile(gate);
      TestFarm.await(() -> farm.ports.shows().all().size() == 1, () -> "reads go on");
      Files.delete(filler);

      farm.awaitState(running, JobState.SUCCEEDED);
      Job after = farm.submit(job("after", layer("comp", "1-3", "true")));
      farm.awaitState(after, JobState.SUCCEEDED);
    }
    assertRight(folder.resolve("state/farm.db"));
  }

  @Test
  void folderOnADiskThatIsReadOnlyShouldBeRefused() throws Exception {
    mount();
    TestFarm.open(folder, 1).close();
    run("mount", "-o", "remount,ro", folder.resolve("state").toString());

    assertThatThrownBy(() -> TestFarm.open(folder, 1))
        .isInstanceOf(FarmStartException.class)
        .hasMessageContaining("cannot be written to (expected: ");
  }

  private static void assertRight(Path database) {
    try {
      Statistics.assertRight(database);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertFull(ThrowingCallable change) {
    assertThatThrownBy(change)
        .isInstanceOfSatisfying(
            FarmException.class,
            e -> {
              assertThat(e.failure()).isInstanceOf(FarmFailure.Unavailable.class);
              assertThat(e.failure().message())
                  .contains("the disk of the embedded farm's state is full (expected: ");
            });
  }

  private void mount() throws Exception {
    Path state = Files.createDirectories(folder.resolve("state"));
    assumeThat(SystemUser.isRoot()).isTrue();
    mounted = run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", state.toString()) == 0;
    assumeThat(mounted).as("a disk that can be filled").isTrue();
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] some = new byte[4096];
      while (true) {
        out.write(some);
      }
    } catch (IOException e) {
      assertThat(Files.size(file)).isPositive();
    }
  }
}
