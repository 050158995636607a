package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Proc;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How jobs, frames and procs are ended, eaten and run again. */
class KillTest {
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

  @Test
  void killShouldEndTheWholeTree() {
    // A plain child; one that ignores TERM; one that leaves the session and loses its parent.
    Job job =
        farm.submit(
            job(
                "tree",
                layer(
                    "comp",
                    "1",
                    "cd "
                        + folder
                        + "; sleep 300 & echo $! > plain;"
                        + " (trap '' TERM; echo $$ > none; sh -c 'echo $PPID > deaf'; while :; do"
                        + " sleep 1; done) &"
                        + " (setsid sh -c 'echo $$ > gone; exec sleep 300' &);"
                        + " sleep 300")));
    List<Path> files = Stream.of("plain", "deaf", "gone").map(folder::resolve).toList();
    files.forEach(TestFarm::awaitFile);
    TestFarm.await(() -> files.stream().allMatch(f -> !TestFarm.read(f).isBlank()), () -> "pids");
    List<Long> pids = files.stream().map(f -> Long.parseLong(TestFarm.read(f).strip())).toList();
    assertThat(pids).allMatch(KillTest::runs);

    farm.ports.jobControl().kill(job.id(), BY_TEST);

    assertThat(farm.job(job.id()).state()).isEqualTo(JobState.KILLED);
    farm.awaitFrame(job, "0001-comp", FrameState.WAITING);
    assertThat(pids).noneMatch(KillTest::runs);
    assertThat(farm.ports.procs().all()).isEmpty();
    assertThat(farm.frame(job, "0001-comp").retries()).isZero();
  }

  @Test
  void whatACommandLeavesBehindShouldEndWithIt() {
    Path pid = folder.resolve("pid");
    Job job =
        farm.submit(
            job(
                "leaving",
                layer(
                    "comp",
                    "1",
                    "(setsid sh -c 'echo $$ > "
                        + pid
                        + "; exec sleep 300' &); while ! test -s "
                        + pid
                        + "; do sleep 0.1; done")));
    farm.awaitState(job, JobState.SUCCEEDED);

    assertThat(runs(Long.parseLong(TestFarm.read(pid).strip()))).isFalse();
  }

  @Test
  void killedJobShouldBookNothingMore() {
    Job job = farm.submit(job("killed", layer("comp", "1-10", "sleep 300")));
    TestFarm.await(() -> farm.ports.procs().all().size() == 2, () -> "two procs");

    farm.ports.jobControl().kill(job.id(), BY_TEST);
    farm.ports.jobControl().kill(job.id(), BY_TEST);

    TestFarm.await(() -> farm.ports.procs().all().isEmpty(), () -> "no procs");
    Job killed = farm.job(job.id());
    assertThat(killed.frames().waiting()).isEqualTo(10);
    assertThat(killed.stopTime()).isPresent();
    Job next = farm.submit(job("killed", layer("comp", "1", "true")));
    farm.awaitState(next, JobState.SUCCEEDED);
    assertThat(farm.ports.jobs().byName(job.name()).orElseThrow().id()).isEqualTo(next.id());
  }

  @Test
  void killedFrameShouldWaitAnewAndRunAgain() {
    Path marker = folder.resolve("again");
    Job job =
        farm.submit(
            job("frame", layer("comp", "1", "test -e " + marker + " && exit 0; sleep 300")));
    farm.awaitFrame(job, "0001-comp", FrameState.RUNNING);

    touch(marker);
    assertThat(farm.ports.frameControl().kill(farm.named(job, "0001-comp"), BY_TEST)).isOne();

    farm.awaitState(job, JobState.SUCCEEDED);
    assertThat(farm.frame(job, "0001-comp").retries()).isZero();
    assertThat(farm.ports.frameControl().kill(FrameQuery.of(job.id()), BY_TEST)).isZero();
  }

  @Test
  void killedProcShouldLetItsFrameWaitAnew() {
    Path marker = folder.resolve("again");
    Job job =
        farm.submit(job("proc", layer("comp", "1", "test -e " + marker + " && exit 0; sleep 300")));
    TestFarm.await(() -> !farm.ports.procs().all().isEmpty(), () -> "a proc");
    Proc proc = farm.ports.procs().all().getFirst();
    assertThat(proc.jobId()).isEqualTo(job.id());
    assertThat(proc.frameName()).isEqualTo("0001-comp");

    touch(marker);
    farm.ports.procs().kill(proc.id(), BY_TEST);

    farm.awaitState(job, JobState.SUCCEEDED);
    assertNotFound(() -> farm.ports.procs().kill(proc.id(), BY_TEST));
  }

  @Test
  void eatenFrameShouldCountAsDoneAlsoWhereItRuns() {
    Job job = farm.submit(job("eaten", layer("comp", "1-3", "sleep 300")));
    TestFarm.await(() -> farm.ports.procs().all().size() == 2, () -> "two procs");

    assertThat(farm.ports.frameControl().eat(FrameQuery.of(job.id()), BY_TEST)).isEqualTo(3);

    farm.awaitState(job, JobState.SUCCEEDED);
    assertThat(farm.job(job.id()).frames().eaten()).isEqualTo(3);
    assertThat(farm.job(job.id()).stopTime()).isPresent();
  }

  @Test
  void retryShouldRunAgainWhatIsOver() {
    Path marker = folder.resolve("good");
    Job job = farm.submit(job("again", 1, false, layer("comp", "1-2", "test -e " + marker)));
    farm.awaitState(job, JobState.FAILED);

    touch(marker);
    assertThat(farm.ports.frameControl().retry(FrameQuery.of(job.id()), BY_TEST)).isEqualTo(2);
    farm.awaitState(job, JobState.SUCCEEDED);
    assertThat(farm.frames(job)).extracting(Frame::retries).containsOnly(0);

    assertThat(farm.ports.frameControl().retry(farm.named(job, "0001-comp"), BY_TEST)).isOne();
    assertThat(farm.job(job.id()).stopTime()).isEmpty();
    farm.awaitState(job, JobState.SUCCEEDED);
  }

  @Test
  void retryShouldEndWhatRunsAndRunItAgain() {
    Path marker = folder.resolve("again");
    Job job =
        farm.submit(job("busy", layer("comp", "1", "test -e " + marker + " && exit 0; sleep 300")));
    farm.awaitFrame(job, "0001-comp", FrameState.RUNNING);

    touch(marker);
    assertThat(farm.ports.frameControl().retry(FrameQuery.of(job.id()), BY_TEST)).isOne();

    farm.awaitState(job, JobState.SUCCEEDED);
  }

  @Test
  void retryOfAKilledJobShouldBringItBack() {
    Job job = farm.submit(TestFarm.paused(job("back", layer("comp", "1-2", "true"))));
    farm.ports.jobControl().kill(job.id(), BY_TEST);
    farm.ports.jobControl().resume(job.id());

    assertThat(farm.ports.frameControl().retry(FrameQuery.of(job.id()), BY_TEST)).isEqualTo(2);

    farm.awaitState(job, JobState.SUCCEEDED);
  }

  @Test
  void retryShouldBeRefusedWhereTheNameIsTakenByNow() {
    Job old = farm.submit(job("name", layer("comp", "1", "true")));
    farm.awaitState(old, JobState.SUCCEEDED);
    farm.submit(TestFarm.paused(job("name", layer("comp", "1", "true"))));

    assertThatThrownBy(() -> farm.ports.frameControl().retry(FrameQuery.of(old.id()), BY_TEST))
        .isInstanceOfSatisfying(
            FarmException.class,
            e -> assertThat(e.failure()).isInstanceOf(FarmFailure.Conflict.class));
    assertThat(farm.job(old.id()).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void unknownIdsShouldBeToldApart() {
    JobId nobody = new JobId("nobody");
    assertNotFound(() -> farm.ports.jobControl().kill(nobody, BY_TEST));
    assertNotFound(() -> farm.ports.jobControl().pause(nobody));
    assertThat(farm.ports.frameControl().kill(FrameQuery.of(nobody), BY_TEST)).isZero();
    assertThat(farm.ports.frames().list(FrameQuery.of(nobody))).isEmpty();
  }

  private static void assertNotFound(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            FarmException.class,
            e -> assertThat(e.failure()).isInstanceOf(FarmFailure.NotFound.class));
  }

  private static boolean runs(long pid) {
    return ProcessTable.find(pid).isPresent();
  }

  private static void touch(Path file) {
    try {
      Files.createFile(file);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
