package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.DEPENDS;
import static io.farmgate.domain.contract.Capability.EAT_FRAMES;
import static io.farmgate.domain.contract.Capability.HOLD_AGAIN;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LET_GO_BY_EATING;
import static io.farmgate.domain.contract.Capability.PAUSE;
import static io.farmgate.domain.contract.Capability.RETRY_FRAMES;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.spec.Specs.depend;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.node;
import static io.farmgate.domain.spec.Specs.withDepends;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.JobSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What waits for what, and when it goes on. */
public interface DependContract extends FarmUnderTest {

  private static List<Job> launch(FarmDriver drive, DependSpec depend, JobSpec... jobs) {
    return drive.farm().submissions().launch(withDepends(drive.submission(jobs), depend));
  }

  /** A job whose first layer runs until "end" is opened, while the second does not wait at all. */
  private static JobSpec twoLayers(FarmDriver drive, String range) {
    return job(
        "layers",
        layer("sim", range, drive.work().untilOpened("end")),
        layer("comp", range, drive.work().note("#FRAME#")));
  }

  @Test
  default void aJobShouldWaitForAnother() {
    FarmDriver drive = drive(LAUNCH, DEPENDS);
    List<Job> jobs =
        launch(
            drive,
            depend(Kind.JOB_ON_JOB, node("after"), node("before")),
            job("after", layer("comp", "1-2", drive.work().succeed())),
            job("before", layer("comp", "1", drive.work().untilOpened("end"))));
    Job after = jobs.getFirst();
    Job before = jobs.getLast();
    drive.await(before, FrameState.RUNNING);

    drive.stays("held back", () -> drive.again(after).frames().depend() == 2);
    assertThat(drive.again(after).state()).isEqualTo(JobState.WAITING);
    drive.countsAddUp(after);
    drive.work().open("end");

    drive.await(before, JobState.SUCCEEDED);
    drive.await(after, JobState.SUCCEEDED);
    drive.countsAddUp(after);
  }

  @Test
  default void aJobShouldWaitForOneThatIsOnTheFarmAlready() {
    FarmDriver drive = drive(LAUNCH, DEPENDS);
    Job before = drive.launch("before", "1", drive.work().untilOpened("end"));
    Job after =
        launch(
                drive,
                depend(Kind.JOB_ON_JOB, node("after"), node(before.name())),
                job("after", layer("comp", "1", drive.work().succeed())))
            .getFirst();

    drive.stays("held back", () -> drive.again(after).frames().depend() == 1);
    drive.work().open("end");

    drive.await(after, JobState.SUCCEEDED);
  }

  @Test
  default void aLayerShouldWaitForAnother() {
    FarmDriver drive = drive(LAUNCH, DEPENDS);
    Job job =
        launch(
                drive,
                depend(Kind.LAYER_ON_LAYER, node("layers", "comp"), node("layers", "sim")),
                twoLayers(drive, "1-2"))
            .getFirst();
    drive.until("sim to run", () -> drive.again(job), now -> now.frames().running() > 0);

    drive.stays("held back", () -> drive.again(job).frames().depend() == 2);
    drive.work().open("end");

    drive.await(job, JobState.SUCCEEDED);
    assertThat(drive.work().notes()).containsExactlyInAnyOrder("0001-comp", "0002-comp");
  }

  @Test
  default void aFrameShouldWaitForItsOwnNumberOnly() {
    FarmDriver drive = drive(LAUNCH, DEPENDS);
    drive.work().open("end-2");
    Job job =
        launch(
                drive,
                depend(Kind.FRAME_BY_FRAME, node("pairs", "comp"), node("pairs", "sim")),
                job(
                    "pairs",
                    layer("sim", "1-2", drive.work().untilOpened("end-#IFRAME#")),
                    layer("comp", "1-3", drive.work().note("#FRAME#"))))
            .getFirst();

    drive.await(job, "0002-comp", FrameState.SUCCEEDED);
    drive.await(job, "0003-comp", FrameState.SUCCEEDED);

    drive.stays("held back", () -> drive.frame(job, "0001-comp").state() == FrameState.DEPEND);
    drive.work().open("end-1");
    drive.await(job, JobState.SUCCEEDED);
    assertThat(drive.work().notes())
        .hasSize(3)
        .contains("0002-comp", "0003-comp")
        .endsWith("0001-comp");
  }

  @Test
  default void aFrameShouldWaitForTheOneBeforeIt() {
    FarmDriver drive = drive(LAUNCH, DEPENDS);
    Job job =
        launch(
                drive,
                depend(Kind.PREVIOUS_FRAME, node("queue", "comp"), node("queue", "comp")),
                job("queue", layer("comp", "5,3,9,1", drive.work().note("#FRAME#"))))
            .getFirst();

    drive.await(job, JobState.SUCCEEDED);

    assertThat(drive.work().notes())
        .containsExactly("0005-comp", "0003-comp", "0009-comp", "0001-comp");
  }

  @Test
  default void anyFrameOfALayerShouldBeEnoughWhereAskedFor() {
    FarmDriver drive = drive(LAUNCH, DEPENDS, LET_GO_BY_EATING);
    drive.work().open("end-2");
    Job job =
        launch(
                drive,
                new DependSpec(
                    Kind.LAYER_ON_LAYER, true, node("any_one", "comp"), node("any_one", "sim")),
                job(
                    "any_one",
                    layer("sim", "1-2", drive.work().untilOpened("end-#IFRAME#")),
                    layer("comp", "1", drive.work().succeed())))
            .getFirst();

    drive.await(job, "0001-comp", FrameState.SUCCEEDED);

    assertThat(drive.frame(job, "0001-sim").state().isDone()).isFalse();
    drive.work().open("end-1");
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void whatWaitsForARetriedFrameShouldWaitAgain() {
    FarmDriver drive = drive(LAUNCH, DEPENDS, PAUSE, RETRY_FRAMES, HOLD_AGAIN);
    Job job =
        launch(
                drive,
                depend(Kind.LAYER_ON_LAYER, node("layers", "comp"), node("layers", "sim")),
                job(
                    "layers",
                    layer("sim", "1", drive.work().untilOpened("end")),
                    layer("comp", "1", drive.work().succeed())))
            .getFirst();
    drive.await(job, "0001-sim", FrameState.RUNNING);
    drive.farm().jobControl().pause(job.id());
    drive.work().open("end");
    drive.await(job, "0001-comp", FrameState.WAITING);

    drive.farm().frameControl().retry(FrameQuery.of(job.id()).ofLayers(Set.of("sim")), REASON);

    drive.await(job, "0001-sim", FrameState.WAITING);
    drive.await(job, "0001-comp", FrameState.DEPEND);
    drive.farm().jobControl().resume(job.id());
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void oneFrameShouldWaitForAnother() {
    FarmDriver drive = drive(LAUNCH, DEPENDS);
    Job job =
        launch(
                drive,
                depend(
                    Kind.FRAME_ON_FRAME,
                    node("chain", "comp", "1"),
                    node("chain", "comp", "0002-comp")),
                job("chain", layer("comp", "1-2", drive.work().note("#FRAME#"))))
            .getFirst();

    drive.await(job, JobState.SUCCEEDED);

    assertThat(drive.work().notes()).containsExactly("0002-comp", "0001-comp");
  }

  @Test
  default void aDeadFrameShouldHoldBackWhatWaitsForItUntilItIsEaten() {
    FarmDriver drive = drive(LAUNCH, DEPENDS, EAT_FRAMES, LET_GO_BY_EATING);
    Job job =
        launch(
                drive,
                depend(Kind.LAYER_ON_LAYER, node("stuck", "comp"), node("stuck", "sim")),
                job(
                    "stuck",
                    layer("sim", "1", drive.work().fail(3)),
                    layer("comp", "1", drive.work().succeed())))
            .getFirst();
    drive.await(job, "0001-sim", FrameState.DEAD);
    drive.stays("held back", () -> drive.again(job).frames().depend() == 1);
    assertThat(drive.again(job).state()).isEqualTo(JobState.WAITING);

    drive.farm().frameControl().eat(FrameQuery.of(job.id()).in(Set.of(FrameState.DEAD)), REASON);

    drive.await(job, JobState.SUCCEEDED);
    drive.countsAddUp(job);
  }
}
