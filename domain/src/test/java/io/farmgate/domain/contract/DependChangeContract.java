package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.CHANGE_DEPENDS;
import static io.farmgate.domain.contract.Capability.DEPENDS;
import static io.farmgate.domain.contract.Capability.EAT_FRAMES;
import static io.farmgate.domain.contract.Capability.HOLD_JOBS_AGAIN;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LET_GO_BY_EATING;
import static io.farmgate.domain.contract.Capability.LONG_CIRCLES;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.depend;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.node;
import static io.farmgate.domain.spec.Specs.withDepends;
import static io.farmgate.domain.spec.Specs.withPaused;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.DependId;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.port.Dependencies;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.spec.DependSpec.Kind;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What {@link Dependencies} means. The jobs are paused, and frames are eaten by hand, so that each
 * step can be looked at.
 */
public interface DependChangeContract extends FarmUnderTest {

  /** Two jobs of two layers, "sim" and "comp", with two frames each. */
  private static Job paused(FarmDriver drive, String name) {
    return drive
        .launch(
            withPaused(
                job(
                    name,
                    layer("sim", "1-2", drive.work().succeed()),
                    layer("comp", "1-2", drive.work().succeed())),
                true))
        .getFirst();
  }

  private static LayerId layerId(FarmDriver drive, Job job, String name) {
    return drive.farm().layers().ofJob(job.id()).stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static List<String> held(FarmDriver drive, Job job) {
    return drive.frames(job).stream()
        .filter(frame -> frame.state() == FrameState.DEPEND)
        .map(Frame::name)
        .sorted()
        .toList();
  }

  private static void eat(FarmDriver drive, Job job, String... frames) {
    FrameQuery all = FrameQuery.of(job.id());
    drive
        .farm()
        .frameControl()
        .eat(
            frames.length == 0
                ? all
                : new FrameQuery(
                    all.job(),
                    Set.of(),
                    Set.of(),
                    Set.of(frames),
                    Set.of(),
                    Set.of(),
                    all.minRssBytes(),
                    0,
                    0),
            REASON);
  }

  @Test
  default void aJobShouldWaitForAnotherFromNowOn() {
    FarmDriver drive = drive(LAUNCH, CHANGE_DEPENDS, EAT_FRAMES);
    Dependencies depends = drive.farm().work().dependencies();
    Job after = paused(drive, "after");
    Job before = paused(drive, "before");

    Depend made = depends.create(WorkRef.of(after.id()), WorkRef.of(before.id()));

    assertThat(made.kind()).isEqualTo(Kind.JOB_ON_JOB);
    assertThat(made.active()).isTrue();
    assertThat(made.internal()).isFalse();
    assertThat(made.dependent()).isEqualTo(new Depend.End(after.name(), "", ""));
    assertThat(made.target()).isEqualTo(new Depend.End(before.name(), "", ""));
    assertThat(held(drive, after)).hasSize(4);
    assertThat(depends.byId(made.id())).contains(made);
    assertThat(depends.ofJob(new WorkRef.OfJob(after.id()))).containsExactly(made);
    assertThat(depends.holding(WorkRef.of(after.id()))).containsExactly(made);
    assertThat(depends.waitingFor(WorkRef.of(before.id()))).containsExactly(made);
    assertThat(depends.waitingFor(WorkRef.of(after.id()))).isEmpty();
    Frame first = drive.frame(after, "0001-comp");
    assertThat(depends.holding(WorkRef.of(first.id()))).containsExactly(made);
    drive.countsAddUp(after);

    eat(drive, before);

    drive.until("nothing held", () -> held(drive, after), List::isEmpty);
    assertThat(depends.byId(made.id()).orElseThrow().active()).isFalse();
  }

  @Test
  default void eachKindShouldHoldWhatItSays() {
    FarmDriver drive = drive(LAUNCH, CHANGE_DEPENDS, EAT_FRAMES);
    Dependencies depends = drive.farm().work().dependencies();
    Job before = paused(drive, "before");
    Job other = paused(drive, "other");
    LayerId sim = layerId(drive, before, "sim");
    Frame one = drive.frame(before, "0001-sim");
    List<WorkRef> targets = List.of(WorkRef.of(other.id()), WorkRef.of(sim), WorkRef.of(one.id()));
    List<String> names = List.of("JOB", "LAYER", "FRAME");
    for (int target = 0; target < targets.size(); target++) {
      for (int dependent = 0; dependent < names.size(); dependent++) {
        Job after = paused(drive, "after_" + target + dependent);
        WorkRef waits =
            switch (dependent) {
              case 0 -> WorkRef.of(after.id());
              case 1 -> WorkRef.of(layerId(drive, after, "comp"));
              default -> WorkRef.of(drive.frame(after, "0002-comp").id());
            };

        Depend made = depends.create(waits, targets.get(target));

        assertThat(made.kind())
            .isEqualTo(Kind.valueOf(names.get(dependent) + "_ON_" + names.get(target)));
        assertThat(held(drive, after)).as(made.kind().name()).hasSize(4 >> dependent);
        assertThat(depends.holding(waits)).as(made.kind().name()).containsExactly(made);
        assertThat(depends.waitingFor(targets.get(target))).contains(made);
      }
    }
  }

  @Test
  default void whatIsDoneShouldHoldNothing() {
    FarmDriver drive = drive(LAUNCH, CHANGE_DEPENDS, EAT_FRAMES);
    Dependencies depends = drive.farm().work().dependencies();
    Job job = paused(drive, "job");
    eat(drive, job, "0001-sim", "0002-sim");
    drive.until("eaten", () -> drive.again(job), now -> now.frames().eaten() == 2);

    Depend made =
        depends.create(
            WorkRef.of(layerId(drive, job, "comp")), WorkRef.of(layerId(drive, job, "sim")));

    assertThat(made.active()).isFalse();
    assertThat(made.internal()).isTrue();
    assertThat(held(drive, job)).isEmpty();
  }

  @Test
  default void aFrameByFrameDependencyShouldBeOneOfPairs() {
    FarmDriver drive = drive(LAUNCH, CHANGE_DEPENDS, EAT_FRAMES, LET_GO_BY_EATING);
    Dependencies depends = drive.farm().work().dependencies();
    Job job = paused(drive, "job");
    LayerId comp = layerId(drive, job, "comp");
    LayerId sim = layerId(drive, job, "sim");

    Depend made = depends.createFrameByFrame(comp, sim, false);

    assertThat(made.kind()).isEqualTo(Kind.FRAME_BY_FRAME);
    assertThat(held(drive, job)).containsExactly("0001-comp", "0002-comp");
    assertThat(depends.holding(WorkRef.of(comp))).containsExactly(made);
    Frame first = drive.frame(job, "0001-comp");
    Depend pair = depends.holding(WorkRef.of(first.id())).getFirst();
    assertThat(pair.kind()).isEqualTo(Kind.FRAME_ON_FRAME);
    assertThat(pair.target()).isEqualTo(new Depend.End(job.name(), "sim", "0001-sim"));
    assertThat(depends.waitingFor(WorkRef.of(drive.frame(job, "0001-sim").id())))
        .containsExactly(pair);

    depends.satisfy(pair.id());
    assertThat(held(drive, job)).containsExactly("0002-comp");
    depends.unsatisfy(pair.id());
    assertThat(held(drive, job)).containsExactly("0001-comp", "0002-comp");
    eat(drive, job, "0002-sim");
    drive.until("one held", () -> held(drive, job), now -> now.equals(List.of("0001-comp")));
    depends.satisfy(made.id());
    assertThat(held(drive, job)).isEmpty();
    assertThat(depends.byId(made.id()).orElseThrow().active()).isFalse();
  }

  @Test
  default void oneFrameShouldDoWhereAnyIsAskedFor() {
    FarmDriver drive = drive(LAUNCH, CHANGE_DEPENDS, EAT_FRAMES, LET_GO_BY_EATING);
    Job job = paused(drive, "job");

    Depend made =
        drive
            .farm()
            .work()
            .dependencies()
            .createFrameByFrame(layerId(drive, job, "comp"), layerId(drive, job, "sim"), true);

    assertThat(made.anyFrame()).isTrue();
    assertThat(held(drive, job)).hasSize(2);
    eat(drive, job, "0002-sim");
    drive.until("nothing held", () -> held(drive, job), List::isEmpty);
  }

  @Test
  default void satisfyingAndUnsatisfyingShouldDoSoOnce() {
    FarmDriver drive = drive(LAUNCH, CHANGE_DEPENDS, EAT_FRAMES);
    Dependencies depends = drive.farm().work().dependencies();
    Job job = paused(drive, "job");
    Job before = paused(drive, "before");
    Depend made = depends.create(WorkRef.of(job.id()), WorkRef.of(before.id()));

    depends.satisfy(made.id());
    depends.satisfy(made.id());
    drive.until("nothing held", () -> held(drive, job), List::isEmpty);
    assertThat(depends.byId(made.id()).orElseThrow().active()).isFalse();
    if (lacks().contains(HOLD_JOBS_AGAIN)) {
      assertThat(failureOf(() -> depends.unsatisfy(made.id())))
          .isInstanceOf(FarmFailure.Unsupported.class);
      return;
    }
    depends.unsatisfy(made.id());
    depends.unsatisfy(made.id());
    assertThat(held(drive, job)).hasSize(4);
    drive.countsAddUp(job);

    eat(drive, before);
    drive.until("nothing held", () -> held(drive, job), List::isEmpty);
  }

  @Test
  default void whatWaitsAlreadyShouldBeRefusedOnce() {
    FarmDriver drive = drive(LAUNCH, CHANGE_DEPENDS);
    Dependencies depends = drive.farm().work().dependencies();
    WorkRef after = WorkRef.of(paused(drive, "after").id());
    WorkRef before = WorkRef.of(paused(drive, "before").id());
    Depend made = depends.create(after, before);

    assertThat(failureOf(() -> depends.create(after, before)))
        .isInstanceOf(FarmFailure.Conflict.class);

    depends.satisfy(made.id());
    assertThat(depends.create(after, before).active()).isTrue();
    assertThat(depends.holding(after)).filteredOn(Depend::active).hasSize(1);
  }

  @Test
  default void nothingShouldWaitForItself() {
    FarmDriver drive = drive(LAUNCH, CHANGE_DEPENDS, DEPENDS, LONG_CIRCLES);
    Dependencies depends = drive.farm().work().dependencies();
    Job a = paused(drive, "job_a");
    Job b = paused(drive, "job_b");
    List<Job> chain =
        drive
            .farm()
            .submissions()
            .launch(
                withDepends(
                    drive.submission(withPaused(job("job_c", layer("comp", "1-3", "true")), true)),
                    depend(Kind.LAYER_ON_LAYER, node("job_c", "comp"), node(b.name(), "sim"))));
    LayerId ofC = layerId(drive, chain.getFirst(), "comp");
    LayerId sim = layerId(drive, a, "sim");
    LayerId comp = layerId(drive, a, "comp");
    depends.create(WorkRef.of(b.id()), WorkRef.of(drive.frame(a, "0001-sim").id()));

    refused(() -> depends.create(WorkRef.of(a.id()), WorkRef.of(a.id())));
    refused(() -> depends.create(WorkRef.of(sim), WorkRef.of(a.id())));
    refused(() -> depends.create(WorkRef.of(a.id()), WorkRef.of(b.id())));
    refused(() -> depends.create(WorkRef.of(sim), WorkRef.of(ofC)));
    refused(() -> depends.createFrameByFrame(sim, sim, false));
    depends.createFrameByFrame(comp, sim, false);
    refused(() -> depends.createFrameByFrame(sim, comp, false));
    refused(() ->
        depends.create(
            WorkRef.of(drive.frame(a, "0001-sim").id()),
            WorkRef.of(drive.frame(a, "0001-comp").id())));

    // By no way round, other frames and layers may.
    depends.create(
        WorkRef.of(drive.frame(a, "0002-sim").id()), WorkRef.of(drive.frame(a, "0001-comp").id()));
    depends.create(WorkRef.of(comp), WorkRef.of(ofC));
  }

  private static void refused(ThrowingCallable call) {
    assertThat(failureOf(call)).isInstanceOf(FarmFailure.Invalid.class);
  }

  @Test
  default void droppingShouldKeepToWhereItIsTold() {
    FarmDriver drive = drive(LAUNCH, CHANGE_DEPENDS);
    Dependencies depends = drive.farm().work().dependencies();
    Job job = paused(drive, "job");
    Job before = paused(drive, "before");
    LayerId comp = layerId(drive, job, "comp");
    Depend inside = depends.createFrameByFrame(comp, layerId(drive, job, "sim"), false);
    Depend outside = depends.create(WorkRef.of(comp), WorkRef.of(before.id()));

    depends.drop(WorkRef.of(comp), Depend.Where.EXTERNAL);
    drive.until(
        "the outer one to end",
        () -> depends.byId(outside.id()).orElseThrow(),
        depend -> !depend.active());
    assertThat(depends.byId(inside.id()).orElseThrow().active()).isTrue();
    assertThat(held(drive, job)).containsExactly("0001-comp", "0002-comp");
    depends.drop(WorkRef.of(drive.frame(job, "0001-comp").id()), Depend.Where.ANYWHERE);
    drive.until("one held", () -> held(drive, job), List.of("0002-comp")::equals);
    depends.drop(WorkRef.of(job.id()), Depend.Where.INTERNAL);
    drive.until("nothing held", () -> held(drive, job), List::isEmpty);
  }

  @Test
  default void whatWaitsForALayerShouldBeLetGoTogether() {
    FarmDriver drive = drive(LAUNCH, CHANGE_DEPENDS, LET_GO_BY_EATING);
    Dependencies depends = drive.farm().work().dependencies();
    Job job = paused(drive, "job");
    Job after = paused(drive, "after");
    LayerId sim = layerId(drive, job, "sim");
    depends.createFrameByFrame(layerId(drive, job, "comp"), sim, false);
    depends.create(WorkRef.of(after.id()), WorkRef.of(drive.frame(job, "0001-sim").id()));

    depends.dropWaitingFor(WorkRef.of(sim));

    drive.until("nothing held", () -> held(drive, job), List::isEmpty);
    drive.until("nothing held", () -> held(drive, after), List::isEmpty);
    assertThat(drive.frame(job, "0001-sim").state()).isEqualTo(FrameState.WAITING);
  }

  @Test
  default void anUnknownEndShouldBeNotFound() {
    FarmDriver drive = drive(LAUNCH, CHANGE_DEPENDS);
    Dependencies depends = drive.farm().work().dependencies();
    WorkRef job = WorkRef.of(paused(drive, "job").id());
    WorkRef unknown = WorkRef.of(new JobId("no-such-job"));

    assertThat(depends.byId(new DependId("no-such-depend"))).isEmpty();
    assertThat(depends.holding(unknown)).isEmpty();
    assertThat(depends.waitingFor(unknown)).isEmpty();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> depends.create(job, unknown),
            () -> depends.create(unknown, job),
            () -> depends.satisfy(new DependId("no-such-depend")),
            () -> depends.unsatisfy(new DependId("no-such-depend")),
            () -> depends.drop(unknown, Depend.Where.ANYWHERE))) {
      assertThat(failureOf(call)).isInstanceOf(FarmFailure.NotFound.class);
    }
  }
}
