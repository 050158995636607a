package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static io.farmgate.adapter.embedded.TestFarm.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.schedule.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of frames whose processes do not end, as those that wait for a disk that does not
 * answer. Here nobody has the patience to see them end.
 */
class LeftoversTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;
  private final WakeUp wakeUp = new WakeUp();
  private FarmDatabase database;
  private FrameEnds ends;

  @BeforeEach
  void open() {
    database = FarmDatabase.open(folder.resolve("farm.db"));
    ends = new FrameEnds(database, CLOCK);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void leftoversShouldBeWaitedForAndTakenForEndedOnlyWhenTheyAre() {
    FrameRunner runner = runner(new RunningFrames());
    AtomicInteger looks = new AtomicInteger();

    assertThat(runner.endLeftovers("proc", () -> looks.incrementAndGet() == 2)).isTrue();
    assertThat(looks).hasValue(2);

    // What is left when the farm closes is for the next start to find, by its row.
    runner.close();
    assertThat(runner.endLeftovers("proc", () -> false)).isFalse();
    assertThat(runner.endLeftovers("proc", () -> true)).isTrue();
  }

  @Test
  void leftoversThatCannotBeToldJustNowShouldNotBeTakenForEnded() {
    FrameRunner runner = runner(new RunningFrames());
    AtomicInteger looks = new AtomicInteger();

    assertThat(
            runner.endLeftovers(
                "proc",
                () -> {
                  if (looks.incrementAndGet() == 1) {
                    throw new OutOfMemoryError("no more threads");
                  }
                  return true;
                }))
        .isTrue();
    assertThat(looks).hasValue(2);
    runner.close();
  }

  @Test
  void orphanThatDoesNotEndShouldKeepItsFrameUntilItHas() throws Exception {
    Path deaf = folder.resolve("deaf");
    RunOrder order = booked("true");
    Process orphan =
        orphan(order.procKey(), "trap '' TERM; touch " + deaf + "; while :; do sleep 0.1; done");
    try {
      TestFarm.awaitFile(deaf);

      List<Orphans.Left> left = Orphans.end(ends, CLOCK, Duration.ZERO, Duration.ZERO);

      assertThat(left).hasSize(1);
      assertThat(ends.orphans()).as("procs in the database").hasSize(1);
      FrameRunner runner = runner(new RunningFrames());
      left.forEach(one -> runner.outlast(one.orphan(), one.tree()));
      TestFarm.await(() -> ends.orphans().isEmpty(), () -> "procs: " + ends.orphans());
      assertThat(orphan.waitFor()).isPositive();
      runner.close();
    } finally {
      orphan.destroyForcibly();
    }
  }

  /** The JVM says so with an error, not with an exception, where it can have no more threads. */
  @Test
  void frameWhoseThreadBreaksDownShouldNotRunForEver() {
    AtomicBoolean broken = new AtomicBoolean();
    EmbeddedFarmConfig config = TestFarm.config(folder, 1).withClock(new BreakingClock(broken));
    try (TestFarm farm = new TestFarm(config)) {
      broken.set(true);
      Job job = farm.submit(job("broken", layer("comp", "1", "true")));

      farm.awaitState(job, JobState.FAILED);

      assertThat(farm.frame(job, "0001-comp").exitStatus()).isEqualTo(256);
      assertThat(farm.ports.procs().all()).isEmpty();
    }
  }

  private FrameRunner runner(RunningFrames running) {
    EmbeddedFarmConfig config = TestFarm.config(folder, 1).withKillGrace(Duration.ZERO);
    return new FrameRunner(ends, running, config, wakeUp);
  }

  private RunOrder booked(String command) throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    HostStore host = new HostStore(database, new HostProbe(folder, CLOCK), Cores.ONE, wakeUp);
    new ShowStore(database).ensure("demo_show");
    new JobLauncher(database, folder.resolve("logs"), wakeUp, CLOCK)
        .launch(submission(List.of(job("deaf", layer("comp", "1", command)))));
    Amounts all = new Amounts(Cores.ONE, 16L << 30, 0);
    return new Booking(database, host, all, CLOCK).bookBatch().orders().getFirst();
  }

  private static Process orphan(String procKey, String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(FrameProcess.findSetsid().toString(), "/bin/sh", "-c", command);
    builder.environment().put(ProcessTree.MARKER, procKey);
    return builder.start();
  }

  private static final class BreakingClock extends Clock {
    private final AtomicBoolean broken;

    BreakingClock(AtomicBoolean broken) {
      this.broken = broken;
    }

    @Override
    public Instant instant() {
      if (Thread.currentThread().getName().startsWith("farm-frame-") && broken.getAndSet(false)) {
        throw new OutOfMemoryError("no more threads");
      }
      return Instant.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
