package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.AUTO_EAT;
import static io.farmgate.domain.contract.Capability.DEFAULT_CORES;
import static io.farmgate.domain.contract.Capability.EXACT_MAXIMA;
import static io.farmgate.domain.contract.Capability.JOB_CORES;
import static io.farmgate.domain.contract.Capability.KILL_JOBS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LOCK_HOSTS;
import static io.farmgate.domain.contract.Capability.MAX_RETRIES;
import static io.farmgate.domain.contract.Capability.PARTS_OF_CORES;
import static io.farmgate.domain.contract.Capability.PAUSE;
import static io.farmgate.domain.contract.Capability.PRIORITY;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.withCores;
import static io.farmgate.domain.spec.Specs.withPaused;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.JobControl;
import io.farmgate.domain.spec.LayerSpec;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@link JobControl} means. */
public interface JobControlContract extends FarmUnderTest {
  /** An id that no farm gave. */
  JobId UNKNOWN = new JobId("no-such-job");

  private static void refusedAsUnknown(ThrowingCallable call) {
    assertThat(failureOf(call)).isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aPausedJobShouldBookNothingUntilItIsResumed() {
    FarmDriver drive = drive(LAUNCH, PAUSE);
    Job job =
        drive
            .launch(withPaused(job("held", layer("comp", "1-3", drive.work().succeed())), true))
            .getFirst();
    drive.farm().jobControl().pause(job.id());
    drive.stays("paused", () -> drive.again(job).frames().waiting() == 3);
    assertThat(drive.again(job).state()).isEqualTo(JobState.PAUSED);

    drive.farm().jobControl().resume(job.id());

    assertThat(drive.again(job).paused()).isFalse();
    drive.await(job, JobState.SUCCEEDED);
    drive.countsAddUp(job);
  }

  @Test
  default void runningFramesShouldGoOnWhenTheirJobIsPaused() {
    FarmDriver drive = drive(LAUNCH, PAUSE);
    Job job = drive.launch("going_on", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);

    drive.farm().jobControl().pause(job.id());
    drive.farm().jobControl().pause(job.id());

    drive.stays("running on", () -> drive.again(job).frames().running() == 1);
    assertThat(drive.again(job).state()).isEqualTo(JobState.PAUSED);
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void pausingAnUnknownJobShouldBeRefused() {
    FarmDriver drive = drive(PAUSE);

    refusedAsUnknown(() -> drive.farm().jobControl().pause(UNKNOWN));
    refusedAsUnknown(() -> drive.farm().jobControl().resume(UNKNOWN));
  }

  @Test
  default void theJobOfHigherPriorityShouldBeBookedFirst() {
    FarmDriver drive = drive(LAUNCH, PRIORITY, LOCK_HOSTS);
    drive.lockAll(Host.LockState.LOCKED);
    Job first = drive.launch(job("first", wholeHost(drive))).getFirst();
    Job second = drive.launch(job("second", wholeHost(drive))).getFirst();

    drive.farm().jobControl().setPriority(second.id(), first.priority() + 10);

    assertThat(drive.again(second).priority()).isEqualTo(first.priority() + 10);
    drive.lockAll(Host.LockState.OPEN);
    drive.await(first, JobState.SUCCEEDED);
    assertThat(drive.work().notes()).containsExactly(second.name(), first.name());
  }

  /** One frame that leaves no room beside it. */
  private static LayerSpec wholeHost(FarmDriver drive) {
    return withCores(layer("comp", "1", drive.work().note("#JOB#")), drive.host().totalCores());
  }

  @Test
  default void aPriorityBelowZeroOrOfAnUnknownJobShouldBeRefused() {
    FarmDriver drive = drive(LAUNCH, PRIORITY);
    Job job = drive.launch("negative", "1", drive.work().succeed());

    assertThat(failureOf(() -> drive.farm().jobControl().setPriority(job.id(), -1)))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(drive.again(job).priority()).isEqualTo(job.priority());
    refusedAsUnknown(() -> drive.farm().jobControl().setPriority(UNKNOWN, 1));
  }

  @Test
  default void maxRetriesShouldHoldForFramesThatFailLater() {
    FarmDriver drive = drive(LAUNCH, MAX_RETRIES);
    Job job =
        drive
            .launch(withPaused(job("later", layer("comp", "1", drive.work().failOnce(3))), true))
            .getFirst();

    drive.farm().jobControl().setMaxRetries(job.id(), 1);

    assertThat(drive.again(job).maxRetries()).isIn(OptionalInt.of(1), OptionalInt.empty());
    drive.farm().jobControl().resume(job.id());
    drive.await(job, JobState.SUCCEEDED);
    assertThat(drive.frame(job, "0001-comp").retries()).isEqualTo(1);
  }

  @Test
  default void maxRetriesOutOfRangeOrOfAnUnknownJobShouldBeRefused() {
    FarmDriver drive = drive(LAUNCH, MAX_RETRIES);
    Job job = drive.launch("range", "1", drive.work().succeed());

    for (int wrong : new int[] {-1, 17, Integer.MAX_VALUE}) {
      assertThat(failureOf(() -> drive.farm().jobControl().setMaxRetries(job.id(), wrong)))
          .isInstanceOf(FarmFailure.Invalid.class);
    }
    assertThat(drive.again(job).maxRetries()).isEqualTo(job.maxRetries());
    refusedAsUnknown(() -> drive.farm().jobControl().setMaxRetries(UNKNOWN, 1));
  }

  @Test
  default void autoEatShouldHoldForFramesThatFailLater() {
    FarmDriver drive = drive(LAUNCH, AUTO_EAT);
    Job job =
        drive
            .launch(withPaused(job("eating", layer("comp", "1-2", drive.work().fail(3))), true))
            .getFirst();

    drive.farm().jobControl().setAutoEat(job.id(), true);

    assertThat(drive.again(job).autoEat()).isTrue();
    drive.farm().jobControl().resume(job.id());
    drive.await(job, JobState.SUCCEEDED);
    assertThat(drive.again(job).frames().eaten()).isEqualTo(2);
    refusedAsUnknown(() -> drive.farm().jobControl().setAutoEat(UNKNOWN, true));
  }

  @Test
  default void coresOfAJobShouldBeKept() {
    FarmDriver drive = drive(LAUNCH, JOB_CORES);
    Job job =
        drive
            .launch(withPaused(job("cores", layer("comp", "1", drive.work().succeed())), true))
            .getFirst();

    drive.farm().jobControl().setCores(job.id(), Cores.of(2), Cores.of(3));

    assertThat(drive.again(job).minCores()).isEqualTo(Cores.of(2));
    assertThat(drive.again(job).maxCores()).isEqualTo(Cores.of(3));
    refusedAsUnknown(() -> drive.farm().jobControl().setCores(UNKNOWN, Cores.ONE, Cores.ONE));
  }

  @Test
  default void coresShouldBeSetAsAWholeInWhicheverDirectionTheyMove() {
    FarmDriver drive = drive(LAUNCH, JOB_CORES);
    Job job =
        drive
            .launch(withPaused(job("moving", layer("comp", "1", drive.work().succeed())), true))
            .getFirst();

    for (int least : new int[] {2, 40, 300, 5, 1}) {
      drive.farm().jobControl().setCores(job.id(), Cores.of(least), Cores.of(least + 1));

      assertThat(drive.again(job).minCores()).isEqualTo(Cores.of(least));
      assertThat(drive.again(job).maxCores()).isEqualTo(Cores.of(least + 1));
    }
  }

  @Test
  default void aMinimumOfCoresAboveTheMaximumShouldBeRefusedWhole() {
    FarmDriver drive = drive(LAUNCH, JOB_CORES);
    Job job =
        drive
            .launch(withPaused(job("turned", layer("comp", "1", drive.work().succeed())), true))
            .getFirst();
    drive.farm().jobControl().setCores(job.id(), Cores.of(2), Cores.of(5));

    assertThat(
            failureOf(() -> drive.farm().jobControl().setCores(job.id(), Cores.of(4), Cores.of(3))))
        .isInstanceOf(FarmFailure.Invalid.class);

    assertThat(drive.again(job).minCores()).isEqualTo(Cores.of(2));
    assertThat(drive.again(job).maxCores()).isEqualTo(Cores.of(5));
  }

  @Test
  default void partsOfCoresShouldBeKept() {
    FarmDriver drive = drive(LAUNCH, JOB_CORES, DEFAULT_CORES, PARTS_OF_CORES);
    ShowId show = drive.farm().shows().byName(drive.show()).orElseThrow().id();
    drive.farm().shows().setDefaultCores(show, Cores.ONE, Cores.of(17.5));
    Job job =
        drive
            .launch(withPaused(job("parts", layer("comp", "1", drive.work().succeed())), true))
            .getFirst();

    drive.farm().jobControl().setCores(job.id(), Cores.of(1.5), job.maxCores());

    assertThat(drive.again(job).minCores()).isEqualTo(Cores.of(1.5));
    assertThat(drive.again(job).maxCores()).isEqualTo(Cores.of(17.5));
  }

  @Test
  default void aJobShouldNeverHoldMoreCoresThanItMay() {
    FarmDriver drive = drive(LAUNCH, JOB_CORES, EXACT_MAXIMA);
    Job job =
        drive
            .launch(
                withPaused(
                    job(
                        "bound",
                        withCores(
                            layer("comp", "1-3", drive.work().untilOpened("end")), Cores.ONE)),
                    true))
            .getFirst();
    drive.farm().jobControl().setCores(job.id(), Cores.ONE, Cores.ONE);
    drive.farm().jobControl().resume(job.id());

    drive.until("one frame to run", () -> drive.again(job), now -> now.frames().running() == 1);

    drive.stays("within its cores", () -> drive.again(job).frames().running() == 1);
    assertThat(drive.again(job).coresInUse()).isEqualTo(Cores.ONE);
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void aKilledJobShouldEndWithItsRunningFrames() {
    FarmDriver drive = drive(LAUNCH, KILL_JOBS);
    Job job = drive.launch("killed", "1-2", drive.work().untilOpened("never"));
    drive.until("a frame to run", () -> drive.again(job), now -> now.frames().running() > 0);

    drive.farm().jobControl().kill(job.id(), REASON);

    drive.await(job, JobState.KILLED);
    drive.until("no procs", () -> drive.procs(job), List::isEmpty);
    assertThat(drive.again(job).stopTime()).isPresent();
    assertThat(drive.again(job).frames().succeeded()).isZero();
    drive.until("no runs", () -> drive.again(job).frames().running(), running -> running == 0);
    drive.stays("ended", () -> drive.again(job).frames().running() == 0);
    drive.countsAddUp(job);
    drive.launch("killed", "1", drive.work().succeed());
  }

  @Test
  default void aFinishedJobShouldStayAsItIsWhenKilled() {
    FarmDriver drive = drive(LAUNCH, KILL_JOBS);
    Job job = drive.launch("finished", "1", drive.work().succeed());
    Job finished = drive.await(job, JobState.SUCCEEDED);

    drive.farm().jobControl().kill(job.id(), REASON);

    assertThat(drive.again(job)).isEqualTo(finished);
    refusedAsUnknown(() -> drive.farm().jobControl().kill(UNKNOWN, REASON));
  }
}
