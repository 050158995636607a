package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LIMITS;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Limits;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Specs;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Limits} means. */
public interface LimitsContract extends FarmUnderTest {

  @Test
  default void aLimitShouldBeCreatedOnceAndFound() {
    FarmDriver drive = drive(LIMITS);
    Limits limits = limits(drive);
    String name = drive.show();

    Limit limit = limits.create(name, 3);

    assertThat(limit.name()).isEqualTo(name);
    assertThat(limit.maxRunning()).isEqualTo(3);
    assertThat(limit.running()).isZero();
    assertThat(limits.byId(limit.id())).contains(limit);
    assertThat(limits.byName(name)).contains(limit);
    limits.create(name + "_a", 1);
    assertThat(limits.all()).contains(limit).isSortedAccordingTo(Comparator.comparing(Limit::name));
    assertThat(failureOf(() -> limits.create(name, 1))).isInstanceOf(FarmFailure.Conflict.class);
    assertThat(limits.byName(name)).contains(limit);
  }

  @Test
  default void aLimitShouldBeChangedAndRemoved() {
    FarmDriver drive = drive(LIMITS);
    Limits limits = limits(drive);
    String name = drive.show();
    LimitId id = limits.create(name, 3).id();
    limits.create(name + "_b", 1);

    limits.setMaxRunning(name, 0);
    limits.rename(name, name + "_c");

    assertThat(limits.byId(id)).contains(new Limit(id, name + "_c", 0, 0));
    assertThat(limits.byName(name)).isEmpty();
    assertThat(failureOf(() -> limits.rename(name + "_c", name + "_b")))
        .isInstanceOf(FarmFailure.Conflict.class);
    limits.delete(name + "_c");
    assertThat(limits.byId(id)).isEmpty();
  }

  @Test
  default void whatIsNoLimitShouldBeRefused() {
    FarmDriver drive = drive(LIMITS);
    Limits limits = limits(drive);
    String known = limits.create(drive.show(), 1).name();

    for (String name : List.of("", " ", "a b", "a/b", "a\0", "a".repeat(65))) {
      assertThat(failureOf(() -> limits.create(name, 1)))
          .as(name)
          .isInstanceOf(FarmFailure.Invalid.class);
      assertThat(failureOf(() -> limits.rename(known, name)))
          .as(name)
          .isInstanceOf(FarmFailure.Invalid.class);
    }
    assertThat(failureOf(() -> limits.create(drive.show() + "_b", -1)))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> limits.setMaxRunning(known, -1)))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(limits.byName(known).map(Limit::maxRunning)).contains(1);
  }

  @Test
  default void limitsThatAreNotThereShouldBeNotFound() {
    FarmDriver drive = drive(LIMITS);
    Limits limits = limits(drive);

    assertThat(limits.byId(new LimitId("no-such-limit"))).isEmpty();
    assertThat(limits.byName("no_such")).isEmpty();
    assertThat(failureOf(() -> limits.rename("no_such", "other")))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> limits.setMaxRunning("no_such", 1)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> limits.delete("no_such"))).isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aLimitShouldCountWhatRunsUnderIt() {
    FarmDriver drive = drive(LIMITS, LAUNCH);
    Limits limits = limits(drive);
    String name = limits.create(drive.show(), 10).name();
    Job free = drive.launch("free", "1", drive.work().untilOpened("free"));
    drive.await(free, FrameState.RUNNING);
    Job job = drive.launch(limited("limited", drive.work().untilOpened("end"), name)).getFirst();
    drive.await(job, FrameState.RUNNING);

    assertThat(limits.byName(name).map(Limit::running)).contains(1);
    limits.rename(name, name + "_b");
    assertThat(limits.byName(name + "_b").map(Limit::running)).contains(1);
    assertThat(drive.farm().layers().ofJob(job.id()))
        .extracting(Layer::limits)
        .containsExactly(List.of(name + "_b"));

    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    assertThat(limits.byName(name + "_b").map(Limit::running)).contains(0);
    drive.work().open("free");
    drive.await(free, JobState.SUCCEEDED);
  }

  @Test
  default void layersShouldBecomeFreeOfALimitThatIsRemoved() {
    FarmDriver drive = drive(LIMITS, LAUNCH);
    String name = limits(drive).create(drive.show(), 1).name();
    Job job = drive.launch(limited("free", drive.work().succeed(), name)).getFirst();

    limits(drive).delete(name);

    assertThat(drive.farm().layers().ofJob(job.id()).getFirst().limits()).isEmpty();
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void aLayerUnderALimitThatIsNotThereShouldNotBeLaunched() {
    FarmDriver drive = drive(LIMITS, LAUNCH);
    JobSpec spec = limited("unlimited", drive.work().succeed(), "no_such_limit");

    assertThat(failureOf(() -> drive.launch(spec))).isInstanceOf(FarmFailure.NotFound.class);
    assertThat(drive.farm().shows().byName(drive.show()).orElseThrow().pendingJobs()).isZero();
  }

  private static JobSpec limited(String name, String command, String limit) {
    return Specs.job(name, Specs.withLimits(Specs.layer("comp", "1", command), limit));
  }

  private static Limits limits(FarmDriver drive) {
    return drive.farm().setup().limits();
  }
}
