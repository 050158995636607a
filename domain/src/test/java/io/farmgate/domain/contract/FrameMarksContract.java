package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.CHANGE_DEPENDS;
import static io.farmgate.domain.contract.Capability.DEPENDS;
import static io.farmgate.domain.contract.Capability.EAT_FRAMES;
import static io.farmgate.domain.contract.Capability.HOLD_AGAIN;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LET_GO_BY_EATING;
import static io.farmgate.domain.contract.Capability.MARK_FRAMES;
import static io.farmgate.domain.contract.Capability.RETRY_FRAMES;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.depend;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.node;
import static io.farmgate.domain.spec.Specs.withDepends;
import static io.farmgate.domain.spec.Specs.withPaused;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.port.FrameMarks;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.spec.DependSpec.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link FrameMarks} means. */
public interface FrameMarksContract extends FarmUnderTest {

  /** A paused job of which each frame of "comp" waits for that frame of "sim". */
  private static Job frameByFrame(FarmDriver drive, String name) {
    return tied(drive, name, Kind.FRAME_BY_FRAME);
  }

  private static Job tied(FarmDriver drive, String name, Kind kind) {
    return drive
        .farm()
        .submissions()
        .launch(
            withDepends(
                drive.submission(
                    withPaused(
                        job(
                            name,
                            layer("sim", "1-3", drive.work().succeed()),
                            layer("comp", "1-3", drive.work().succeed())),
                        true)),
                depend(kind, node(name, "comp"), node(name, "sim"))))
        .getFirst();
  }

  private static FrameQuery layerOf(Job job, String layer) {
    return FrameQuery.of(job.id()).ofLayers(Set.of(layer));
  }

  private static List<FrameState> states(FarmDriver drive, Job job, String layer) {
    return drive.farm().frames().list(layerOf(job, layer)).stream().map(Frame::state).toList();
  }

  private static FrameId first(FarmDriver drive, Job job) {
    return drive.frame(job, "0001-comp").id();
  }

  @Test
  default void aHeldFrameShouldRunWhenMarkedAsWaiting() {
    FarmDriver drive = drive(LAUNCH, DEPENDS, MARK_FRAMES);
    Job job =
        drive
            .farm()
            .submissions()
            .launch(
                withDepends(
                    drive.submission(
                        job(
                            "overruled",
                            layer("sim", "1", drive.work().untilOpened("end")),
                            layer("comp", "1", drive.work().succeed()))),
                    depend(
                        Kind.LAYER_ON_LAYER, node("overruled", "comp"), node("overruled", "sim"))))
            .getFirst();
    drive.await(job, "0001-sim", FrameState.RUNNING);

    assertThat(drive.farm().work().frameMarks().markWaiting(FrameQuery.of(job.id()))).isEqualTo(1);

    drive.await(job, "0001-comp", FrameState.SUCCEEDED);
    assertThat(drive.frame(job, "0001-sim").state()).isEqualTo(FrameState.RUNNING);
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    drive.countsAddUp(job);
  }

  @Test
  default void onlyFramesThatTheQueryNamesShouldBeMarkedAsWaiting() {
    FarmDriver drive = drive(LAUNCH, DEPENDS, MARK_FRAMES);
    Job job = frameByFrame(drive, "some_marked");
    FrameMarks marks = drive.farm().work().frameMarks();

    assertThat(marks.markWaiting(layerOf(job, "sim"))).isZero();
    assertThat(marks.markWaiting(layerOf(job, "comp").page(1, 1))).isEqualTo(1);
    assertThat(marks.markWaiting(FrameQuery.one(drive.frame(job, "0003-comp").id()))).isEqualTo(1);

    assertThat(states(drive, job, "comp"))
        .containsExactly(FrameState.DEPEND, FrameState.WAITING, FrameState.WAITING);
    assertThat(marks.markWaiting(FrameQuery.of(new JobId("no-such-job")))).isZero();
    drive.countsAddUp(job);
  }

  @Test
  default void theDependencyShouldStayOnRecordAndEndWhenItsTargetIsDone() {
    FarmDriver drive =
        drive(LAUNCH, DEPENDS, MARK_FRAMES, CHANGE_DEPENDS, EAT_FRAMES, LET_GO_BY_EATING);
    Job job = tied(drive, "on_record", Kind.LAYER_ON_LAYER);
    drive.farm().work().frameMarks().markWaiting(FrameQuery.one(first(drive, job)));
    WorkRef.OfJob whole = new WorkRef.OfJob(job.id());

    assertThat(drive.farm().work().dependencies().ofJob(whole)).allMatch(Depend::active);

    drive.farm().frameControl().eat(layerOf(job, "sim"), REASON);

    drive.until(
        "nothing held",
        () -> states(drive, job, "comp"),
        states -> states.stream().allMatch(state -> state == FrameState.WAITING));
    assertThat(drive.farm().work().dependencies().ofJob(whole)).noneMatch(Depend::active);
    drive.countsAddUp(job);
  }

  @Test
  default void aMarkedFrameShouldBeHeldAgainWhenMarkedAsDepend() {
    FarmDriver drive = drive(LAUNCH, DEPENDS, MARK_FRAMES);
    Job job = frameByFrame(drive, "back_again");
    FrameMarks marks = drive.farm().work().frameMarks();
    marks.markWaiting(FrameQuery.of(job.id()));

    marks.markDepend(first(drive, job));
    marks.markDepend(first(drive, job));

    assertThat(states(drive, job, "comp"))
        .containsExactly(FrameState.DEPEND, FrameState.WAITING, FrameState.WAITING);
    drive.countsAddUp(job);
  }

  @Test
  default void whatNothingHoldsShouldNotBeMarkedAsDepend() {
    FarmDriver drive = drive(LAUNCH, DEPENDS, MARK_FRAMES, EAT_FRAMES, LET_GO_BY_EATING);
    Job job = frameByFrame(drive, "held_by_nothing");
    FrameMarks marks = drive.farm().work().frameMarks();
    FrameId free = drive.frame(job, "0002-sim").id();

    assertThat(failureOf(() -> marks.markDepend(free))).isInstanceOf(FarmFailure.Conflict.class);

    marks.markWaiting(FrameQuery.of(job.id()));
    drive
        .farm()
        .frameControl()
        .eat(FrameQuery.one(job.id(), drive.frame(job, "0001-sim").id()), REASON);
    drive.await(job, "0001-sim", FrameState.EATEN);
    FrameId released = first(drive, job);

    assertThat(failureOf(() -> marks.markDepend(released)))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(drive.frame(job, "0001-comp").state()).isEqualTo(FrameState.WAITING);
  }

  @Test
  default void aFrameThatDoesNotWaitShouldNotBeMarkedAsDepend() {
    FarmDriver drive = drive(LAUNCH, MARK_FRAMES, EAT_FRAMES);
    Job job = drive.launch("too_late", "1", drive.work().untilOpened("end"));
    Frame frame = drive.await(job, FrameState.RUNNING).getFirst();
    FrameMarks marks = drive.farm().work().frameMarks();

    assertThat(failureOf(() -> marks.markDepend(frame.id())))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(failureOf(() -> marks.markDepend(new FrameId("no-such-frame"))))
        .isInstanceOf(FarmFailure.NotFound.class);
    drive.work().open("end");
  }

  @Test
  default void somethingNewShouldHoldAMarkedFrame() {
    FarmDriver drive = drive(LAUNCH, DEPENDS, CHANGE_DEPENDS, MARK_FRAMES);
    Job job = frameByFrame(drive, "held_anew");
    Job other = frameByFrame(drive, "the_other");
    drive.farm().work().frameMarks().markWaiting(FrameQuery.of(job.id()));

    drive
        .farm()
        .work()
        .dependencies()
        .create(WorkRef.of(first(drive, job)), WorkRef.of(other.id()));

    assertThat(states(drive, job, "comp"))
        .containsExactly(FrameState.DEPEND, FrameState.WAITING, FrameState.WAITING);
    drive.countsAddUp(job);
  }

  @Test
  default void aMarkedFrameShouldBeHeldAgainWhenWhatItWaitedForRunsAgain() {
    FarmDriver drive =
        drive(LAUNCH, DEPENDS, MARK_FRAMES, EAT_FRAMES, RETRY_FRAMES, HOLD_AGAIN, LET_GO_BY_EATING);
    Job job = frameByFrame(drive, "run_again");
    drive.farm().work().frameMarks().markWaiting(FrameQuery.of(job.id()));
    FrameQuery target = FrameQuery.one(job.id(), drive.frame(job, "0001-sim").id());
    drive.farm().frameControl().eat(target, REASON);
    drive.await(job, "0001-sim", FrameState.EATEN);

    drive.farm().frameControl().retry(target, REASON);

    drive.await(job, "0001-comp", FrameState.DEPEND);
    assertThat(states(drive, job, "comp"))
        .containsExactly(FrameState.DEPEND, FrameState.WAITING, FrameState.WAITING);
    drive.countsAddUp(job);
  }

  @Test
  default void whatWaitsForFramesShouldGoOnWhenTheseAreMarkedAsDone() {
    FarmDriver drive = drive(LAUNCH, DEPENDS, MARK_FRAMES);
    Job job = frameByFrame(drive, "as_if_done");

    drive.farm().work().frameMarks().markDone(layerOf(job, "sim").page(1, 2));

    drive.await(job, "0003-comp", FrameState.WAITING);
    assertThat(states(drive, job, "comp"))
        .containsExactly(FrameState.DEPEND, FrameState.WAITING, FrameState.WAITING);
    assertThat(states(drive, job, "sim")).containsOnly(FrameState.WAITING);
    drive.countsAddUp(job);
  }

  @Test
  default void whatWaitsForTheLayerShouldWaitOnWhenItsFramesAreMarkedAsDone() {
    FarmDriver drive = drive(LAUNCH, DEPENDS, MARK_FRAMES);
    Job job = tied(drive, "layer_stays", Kind.LAYER_ON_LAYER);
    FrameMarks marks = drive.farm().work().frameMarks();

    marks.markDone(layerOf(job, "sim"));
    marks.markDone(FrameQuery.one(drive.frame(job, "0001-sim").id()));
    marks.markDone(FrameQuery.of(new JobId("no-such-job")));

    drive.stays(
        "held",
        () -> states(drive, job, "comp").stream().allMatch(state -> state == FrameState.DEPEND));
  }

  @Test
  default void oneFrameShouldBeMarkedAsDoneWhereverItIs() {
    FarmDriver drive = drive(LAUNCH, DEPENDS, CHANGE_DEPENDS, MARK_FRAMES);
    Job job = frameByFrame(drive, "one_done");
    Job other = frameByFrame(drive, "waits_for_one");
    FrameId target = drive.frame(job, "0002-sim").id();
    drive.farm().work().dependencies().create(WorkRef.of(other.id()), WorkRef.of(target));
    assertThat(states(drive, other, "sim")).containsOnly(FrameState.DEPEND);

    drive.farm().work().frameMarks().markDone(FrameQuery.one(target));

    drive.await(job, "0002-comp", FrameState.WAITING);
    drive.until(
        "the other to go on",
        () -> states(drive, other, "sim"),
        states -> states.stream().allMatch(state -> state == FrameState.WAITING));
    assertThat(states(drive, other, "comp")).containsOnly(FrameState.DEPEND);
    drive.countsAddUp(other);
  }
}
