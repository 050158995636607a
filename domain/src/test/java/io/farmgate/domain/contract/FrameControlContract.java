package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.EAT_FRAMES;
import static io.farmgate.domain.contract.Capability.FREE_NAMES;
import static io.farmgate.domain.contract.Capability.FREE_RETRIES;
import static io.farmgate.domain.contract.Capability.KILL_FRAMES;
import static io.farmgate.domain.contract.Capability.KILL_JOBS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.PAUSE;
import static io.farmgate.domain.contract.Capability.RETRY_FINISHED_JOBS;
import static io.farmgate.domain.contract.Capability.RETRY_FRAMES;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.withPaused;
import static io.farmgate.domain.spec.Specs.withRetries;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobQuery;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.FrameControl} means. */
public interface FrameControlContract extends FarmUnderTest {

  @Test
  default void deadFramesShouldRunAgainWhenRetried() {
    FarmDriver drive = drive(LAUNCH, RETRY_FRAMES);
    Job job = drive.launch("healing", "1-3", drive.work().failOnce(3));
    drive.await(job, JobState.FAILED);

    int changed =
        drive
            .farm()
            .frameControl()
            .retry(FrameQuery.of(job.id()).in(Set.of(FrameState.DEAD)), REASON);

    assertThat(changed).isEqualTo(3);
    drive.await(job, JobState.SUCCEEDED);
    int counted = lacks().contains(FREE_RETRIES) ? 1 : 0;
    assertThat(drive.frames(job)).extracting(Frame::retries).containsOnly(counted);
    drive.countsAddUp(job);
  }

  @Test
  default void aRetriedFrameShouldHaveAllOfItsRetriesAgain() {
    FarmDriver drive = drive(LAUNCH, RETRY_FRAMES, PAUSE, FREE_RETRIES);
    Job job =
        drive
            .launch(
                withRetries(job("all_again", layer("comp", "1", drive.work().fail(3))), 1, false))
            .getFirst();
    drive.await(job, JobState.FAILED);
    assertThat(drive.frame(job, "0001-comp").retries()).isEqualTo(1);
    drive.farm().jobControl().pause(job.id());

    drive.farm().frameControl().retry(FrameQuery.of(job.id()), REASON);

    assertThat(drive.await(job, "0001-comp", FrameState.WAITING).retries()).isZero();
  }

  @Test
  default void aQuerysPageShouldBoundWhatIsRetried() {
    FarmDriver drive = drive(LAUNCH, RETRY_FRAMES);
    Job job = drive.launch("paged", "1-3", drive.work().failOnce(3));
    drive.await(job, JobState.FAILED);

    int changed = drive.farm().frameControl().retry(FrameQuery.of(job.id()).page(1, 1), REASON);

    assertThat(changed).isEqualTo(1);
    drive.await(job, "0002-comp", FrameState.SUCCEEDED);
    assertThat(drive.frames(job))
        .extracting(Frame::state)
        .containsExactly(FrameState.DEAD, FrameState.SUCCEEDED, FrameState.DEAD);
  }

  @Test
  default void aRunningFrameShouldStartAnewWhenRetried() {
    FarmDriver drive = drive(LAUNCH, RETRY_FRAMES, FREE_RETRIES);
    Job job = drive.launch("anew", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);
    var before = drive.procs(job).getFirst().id();

    assertThat(drive.farm().frameControl().retry(FrameQuery.of(job.id()), REASON)).isEqualTo(1);

    drive.until(
        "another proc",
        () -> drive.procs(job),
        procs -> procs.size() == 1 && !procs.getFirst().id().equals(before));
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    assertThat(drive.frame(job, "0001-comp").retries()).isZero();
  }

  @Test
  default void aFinishedJobShouldBePendingAgainWhenItGetsWork() {
    FarmDriver drive = drive(LAUNCH, RETRY_FRAMES, RETRY_FINISHED_JOBS);
    Job job = drive.launch("reborn", "1-2", drive.work().note("#FRAME#"));
    drive.await(job, JobState.SUCCEEDED);
    FrameQuery first = FrameQuery.one(job.id(), drive.frame(job, "0001-comp").id());

    assertThat(drive.farm().frameControl().retry(first, REASON)).isEqualTo(1);

    drive.until("a third run", () -> drive.work().notes(), notes -> notes.size() == 3);
    Job again = drive.await(job, JobState.SUCCEEDED);
    assertThat(again.stopTime()).isPresent();
    assertThat(drive.work().notes().getLast()).isEqualTo("0001-comp");
  }

  @Test
  default void aFinishedJobShouldNotTakeItsNameBackFromAnother() {
    FarmDriver drive = drive(LAUNCH, RETRY_FRAMES, RETRY_FINISHED_JOBS, FREE_NAMES);
    Job old = drive.launch("namesake", "1", drive.work().succeed());
    drive.await(old, JobState.SUCCEEDED);
    Job young = drive.launch("namesake", "1", drive.work().untilOpened("end"));

    assertThat(failureOf(() -> drive.farm().frameControl().retry(FrameQuery.of(old.id()), REASON)))
        .isInstanceOf(FarmFailure.Conflict.class);

    assertThat(drive.again(old).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(drive.farm().jobs().byName(young.name()).map(Job::id)).contains(young.id());
    drive.work().open("end");
  }

  @Test
  default void aKilledJobShouldGoOnWhenItsFramesAreRetried() {
    FarmDriver drive = drive(LAUNCH, KILL_JOBS, EAT_FRAMES, RETRY_FRAMES, RETRY_FINISHED_JOBS);
    Job job =
        drive
            .launch(withPaused(job("revived", layer("comp", "1-2", drive.work().succeed())), true))
            .getFirst();
    drive.farm().frameControl().eat(FrameQuery.of(job.id()).page(0, 1), REASON);
    drive.farm().jobControl().kill(job.id(), REASON);
    drive.await(job, JobState.KILLED);

    assertThat(
            drive
                .farm()
                .frameControl()
                .retry(FrameQuery.of(job.id()).in(Set.of(FrameState.EATEN)), REASON))
        .isEqualTo(1);

    drive.until("it to go on", () -> drive.again(job), now -> !now.killed());
    assertThat(drive.again(job).stopTime()).isEmpty();
    assertThat(drive.farm().jobs().list(JobQuery.UNFINISHED))
        .extracting(Job::id)
        .contains(job.id());
  }

  @Test
  default void aKilledFrameShouldWaitAndRunAnew() {
    FarmDriver drive = drive(LAUNCH, KILL_FRAMES, FREE_RETRIES);
    Job job = drive.launch("killed_frame", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);
    var before = drive.procs(job).getFirst().id();

    assertThat(drive.farm().frameControl().kill(FrameQuery.of(job.id()), REASON)).isEqualTo(1);

    drive.until(
        "another proc",
        () -> drive.procs(job),
        procs -> procs.size() == 1 && !procs.getFirst().id().equals(before));
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void framesThatDoNotRunShouldStayAsTheyAreWhenKilled() {
    FarmDriver drive = drive(LAUNCH, KILL_FRAMES);
    Job job = drive.launch("unmoved", "1-2", drive.work().fail(3));
    drive.await(job, JobState.FAILED);

    assertThat(drive.farm().frameControl().kill(FrameQuery.of(job.id()), REASON)).isZero();

    drive.stays("dead", () -> drive.again(job).frames().dead() == 2);
  }

  @Test
  default void eatenFramesShouldCountAsDone() {
    FarmDriver drive = drive(LAUNCH, EAT_FRAMES);
    Job dead = drive.launch("eat_dead", "1-2", drive.work().fail(3));
    drive.await(dead, JobState.FAILED);
    Job running = drive.launch("eat_running", "1", drive.work().untilOpened("never"));
    drive.await(running, FrameState.RUNNING);
    Job waiting =
        drive
            .launch(
                withPaused(job("eat_waiting", layer("comp", "1-3", drive.work().succeed())), true))
            .getFirst();

    assertThat(drive.farm().frameControl().eat(FrameQuery.of(dead.id()), REASON)).isEqualTo(2);
    assertThat(drive.farm().frameControl().eat(FrameQuery.of(running.id()), REASON)).isEqualTo(1);
    assertThat(drive.farm().frameControl().eat(FrameQuery.of(waiting.id()).page(0, 2), REASON))
        .isEqualTo(2);

    drive.await(dead, JobState.SUCCEEDED);
    drive.await(running, JobState.SUCCEEDED);
    drive.until("no procs", () -> drive.procs(running), List::isEmpty);
    assertThat(drive.again(waiting).frames().eaten()).isEqualTo(2);
    assertThat(drive.again(waiting).state()).isEqualTo(JobState.PAUSED);
    drive.countsAddUp(dead);
    drive.countsAddUp(running);
    drive.countsAddUp(waiting);
  }

  @Test
  default void anUnknownJobShouldHaveNoFramesToChange() {
    FarmDriver drive = drive(RETRY_FRAMES, KILL_FRAMES, EAT_FRAMES);
    FrameQuery unknown = FrameQuery.of(new JobId("no-such-job"));

    assertThat(drive.farm().frameControl().retry(unknown, REASON)).isZero();
    assertThat(drive.farm().frameControl().kill(unknown, REASON)).isZero();
    assertThat(drive.farm().frameControl().eat(unknown, REASON)).isZero();
  }
}
