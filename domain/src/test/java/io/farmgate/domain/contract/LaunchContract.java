package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.CHUNKS;
import static io.farmgate.domain.contract.Capability.DEPENDS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.depend;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.node;
import static io.farmgate.domain.spec.Specs.withDepends;
import static io.farmgate.domain.spec.Specs.withPaused;
import static io.farmgate.domain.spec.Specs.withPriority;
import static io.farmgate.domain.spec.Specs.withRetries;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Frame;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.JobNames;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Specs;
import io.farmgate.domain.spec.Submission;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Submissions} means. */
public interface LaunchContract extends FarmUnderTest {

  @Test
  default void launchedJobsShouldComeBackInOrderAndBeFound() {
    FarmDriver drive = drive(LAUNCH);

    List<Job> jobs =
        drive.launch(
            withPaused(job("second", layer("comp", "1-3", drive.work().succeed())), true),
            withPaused(
                job(
                    "first",
                    layer("comp", "1-3", drive.work().succeed()),
                    layer("fx_1", "7", drive.work().succeed())),
                true));

    assertThat(jobs)
        .extracting(Job::name)
        .containsExactly(
            JobNames.full(drive.show(), "sh010", "ada", "second"),
            JobNames.full(drive.show(), "sh010", "ada", "first"));
    Job job = jobs.getLast();
    assertThat(job.show()).isEqualTo(drive.show());
    assertThat(job.shot()).isEqualTo("sh010");
    assertThat(job.user()).isEqualTo("ada");
    assertThat(job.stopTime()).isEmpty();
    assertThat(job.layers()).isEqualTo(2);
    assertThat(job.frames().total()).isEqualTo(4);
    assertThat(drive.farm().jobs().byId(job.id())).contains(job);
    assertThat(drive.farm().jobs().byName(job.name())).contains(job);
    jobs.forEach(drive::countsAddUp);
  }

  @Test
  default void aJobShouldKeepWhatWasAskedForIt() {
    FarmDriver drive = drive(LAUNCH);
    JobSpec spec = job("kept", layer("comp", "1", drive.work().succeed()));

    Job job =
        drive.launch(withPaused(withPriority(withRetries(spec, 1, true), 77), true)).getFirst();

    assertThat(job.priority()).isEqualTo(77);
    assertThat(job.maxRetries()).isIn(OptionalInt.of(1), OptionalInt.empty());
    assertThat(job.autoEat()).isTrue();
    assertThat(job.paused()).isTrue();
    assertThat(job.state()).isEqualTo(JobState.PAUSED);
    drive.stays("paused from the start", () -> drive.again(job).frames().waiting() == 1);
  }

  @Test
  default void layersShouldKeepTheirOrderAndWhatWasAskedForThem() {
    FarmDriver drive = drive(LAUNCH);
    String command = drive.work().note("#LAYER#");

    Job job =
        drive
            .launch(
                withPaused(
                    job("layers", layer("zeta", "1-10x3", command), layer("alpha", "5", command)),
                    true))
            .getFirst();

    List<Layer> layers = drive.farm().layers().ofJob(job.id());
    assertThat(layers).extracting(Layer::name).containsExactly("zeta", "alpha");
    assertThat(layers).extracting(Layer::dispatchOrder).containsExactly(1, 2);
    Layer zeta = layers.getFirst();
    assertThat(zeta.jobId()).isEqualTo(job.id());
    assertThat(zeta.range()).isEqualTo("1-10x3");
    assertThat(zeta.chunk()).isEqualTo(1);
    assertThat(zeta.command()).isEqualTo(command);
    assertThat(zeta.type()).isEqualTo(LayerType.RENDER);
    assertThat(drive.farm().layers().byId(zeta.id())).contains(zeta);
  }

  @Test
  default void framesShouldFollowTheRangeEachOnce() {
    FarmDriver drive = drive(LAUNCH);

    Job job =
        drive
            .launch(
                withPaused(job("range", layer("comp", "9,1-3,2", drive.work().succeed())), true))
            .getFirst();

    assertThat(drive.frames(job)).extracting(Frame::number).containsExactly(9, 1, 2, 3);
    assertThat(drive.frames(job))
        .extracting(Frame::name)
        .containsExactly("0009-comp", "0001-comp", "0002-comp", "0003-comp");
  }

  @Test
  default void aChunkShouldBeOneFrameThatKnowsItsMembers() {
    FarmDriver drive = drive(LAUNCH, CHUNKS);
    String command = drive.work().note("#FRAME# #FRAME_START# #FRAME_END# #FRAMESPEC#");

    Job job = drive.launch(job("chunks", layer("comp", "1-12x2", 4, command))).getFirst();
    drive.await(job, JobState.SUCCEEDED);

    assertThat(drive.frames(job)).extracting(Frame::number).containsExactly(1, 9);
    assertThat(drive.work().notes())
        .containsExactlyInAnyOrder("0001-comp 1 7 1-7x2", "0009-comp 9 11 9,11");
  }

  @Test
  default void aCommandShouldKnowItsFrame() {
    FarmDriver drive = drive(LAUNCH);

    Job job = drive.launch("words", "7", drive.work().note("#JOB# #LAYER# #ZFRAME# #IFRAME#"));
    drive.await(job, JobState.SUCCEEDED);

    assertThat(drive.work().notes()).containsExactly(job.name() + " comp 0007 7");
  }

  @Test
  default void anUnknownShowShouldBeRefused() {
    FarmDriver drive = drive(LAUNCH);
    Submission submission =
        Specs.submission("no_such_show", job("lost", layer("comp", "1", drive.work().succeed())));

    assertThat(failureOf(() -> drive.farm().submissions().launch(submission)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aSubmissionAgainstTheRulesShouldBeRefusedWithAllThatIsWrong() {
    FarmDriver drive = drive(LAUNCH);
    Submission submission =
        drive.submission(
            job("twice", layer("comp", "1", ""), layer("comp", "1", drive.work().succeed())));

    assertThat(failureOf(() -> drive.farm().submissions().launch(submission)))
        .isInstanceOfSatisfying(
            FarmFailure.Invalid.class,
            invalid ->
                assertThat(invalid.violations())
                    .extracting(FarmFailure.Violation::where)
                    .containsExactly("jobs[0].layers[0].command", "jobs[0].layers[1].name"));
    assertThat(drive.farm().jobs().list(JobQuery.UNFINISHED))
        .noneMatch(job -> job.show().equals(drive.show()));
  }

  @Test
  default void allJobsShouldBeLaunchedOrNone() {
    FarmDriver drive = drive(LAUNCH);
    drive.launch("taken", "1", drive.work().untilOpened("end"));

    assertThat(
            failureOf(() ->
                drive.launch(
                    job("fresh", layer("comp", "1", drive.work().succeed())),
                    job("taken", layer("comp", "1", drive.work().succeed())))))
        .isInstanceOf(FarmFailure.Conflict.class);

    assertThat(drive.farm().jobs().byName(JobNames.full(drive.show(), "sh010", "ada", "fresh")))
        .isEmpty();
    drive.work().open("end");
  }

  @Test
  default void aNameShouldBeFreeAgainOnceItsJobIsFinished() {
    FarmDriver drive = drive(LAUNCH);
    Job first = drive.launch("again", "1", drive.work().untilOpened("end"));
    assertThat(failureOf(() -> drive.launch("again", "1", drive.work().succeed())))
        .isInstanceOf(FarmFailure.Conflict.class);
    drive.work().open("end");
    drive.await(first, JobState.SUCCEEDED);

    Job second = drive.launch("again", "1", drive.work().untilOpened("later"));

    assertThat(second.name()).isEqualTo(first.name());
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(drive.farm().jobs().byName(first.name()).map(Job::id)).contains(second.id());
    assertThat(drive.again(first).state()).isEqualTo(JobState.SUCCEEDED);
    drive.work().open("later");
    drive.await(second, JobState.SUCCEEDED);
    assertThat(drive.farm().jobs().byName(first.name()).map(Job::id))
        .as("the youngest of the finished ones")
        .contains(second.id());
  }

  @Test
  default void aNameShouldStayTakenWhileItsJobHasDeadFrames() {
    FarmDriver drive = drive(LAUNCH);
    Job failed = drive.launch("failed", "1", drive.work().fail(3));
    drive.await(failed, JobState.FAILED);

    assertThat(failureOf(() -> drive.launch("failed", "1", drive.work().succeed())))
        .isInstanceOf(FarmFailure.Conflict.class);
  }

  @Test
  default void aDependencyOnAJobThatIsNotThereShouldBeRefused() {
    FarmDriver drive = drive(LAUNCH, DEPENDS);
    Submission submission =
        withDepends(
            drive.submission(job("lonely", layer("comp", "1", drive.work().succeed()))),
            depend(Kind.JOB_ON_JOB, node("lonely"), node("no-such-ada_job")));

    assertThat(failureOf(() -> drive.farm().submissions().launch(submission)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(drive.farm().jobs().byName(JobNames.full(drive.show(), "sh010", "ada", "lonely")))
        .isEmpty();
  }
}
