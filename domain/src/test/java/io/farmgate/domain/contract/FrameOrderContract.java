package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.CHUNKS;
import static io.farmgate.domain.contract.Capability.DEPENDS;
import static io.farmgate.domain.contract.Capability.EXACT_MAXIMA;
import static io.farmgate.domain.contract.Capability.JOB_CORES;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LAYERS_IN_PAGES;
import static io.farmgate.domain.contract.Capability.ORDER_FRAMES;
import static io.farmgate.domain.contract.Capability.PAUSE;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.depend;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.node;
import static io.farmgate.domain.spec.Specs.withDepends;
import static io.farmgate.domain.spec.Specs.withPaused;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameOrder;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.schedule.Reordering;
import io.farmgate.domain.spec.DependSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link FrameOrder} means. The orders themselves are {@link Reordering}'s. */
public interface FrameOrderContract extends FarmUnderTest {

  private static Job paused(FarmDriver drive, String name) {
    return drive
        .launch(
            withPaused(
                job(
                    name,
                    layer("sim", "1-6", drive.work().note("#FRAME#")),
                    layer("comp", "4-9", drive.work().note("#FRAME#"))),
                true))
        .getFirst();
  }

  private static Layer layerOf(FarmDriver drive, Job job, String name) {
    return drive.farm().layers().ofJob(job.id()).stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> order(FarmDriver drive, Job job, String layer) {
    return drive.farm().frames().list(FrameQuery.of(job.id()).ofLayers(Set.of(layer))).stream()
        .map(Frame::number)
        .toList();
  }

  private static FrameRange range(String text) {
    return FrameRange.parse(text);
  }

  @Test
  default void framesShouldBeListedInTheNewOrder() {
    FarmDriver drive = drive(LAUNCH, ORDER_FRAMES, PAUSE);
    Job job = paused(drive, "orders");
    LayerId sim = layerOf(drive, job, "sim").id();
    FrameOrder frames = drive.farm().work().frameOrder();

    frames.reorder(sim, new Reordering.First(range("5,3")));
    drive.until("5 first", () -> order(drive, job, "sim"), List.of(5, 3, 1, 2, 4, 6)::equals);
    frames.reorder(sim, new Reordering.Last(range("1-2")));
    drive.until("1 and 2 last", () -> order(drive, job, "sim"), List.of(5, 3, 4, 6, 1, 2)::equals);
    frames.reorder(sim, new Reordering.Reversed(range("1-6")));
    drive.until("all reversed", () -> order(drive, job, "sim"), List.of(2, 1, 6, 4, 3, 5)::equals);
    frames.reorder(sim, new Reordering.First(range("1-6")));
    frames.reorder(sim, new Reordering.Staggered(range("1-6"), 3));
    drive.until("staggered", () -> order(drive, job, "sim"), List.of(1, 4, 2, 3, 5, 6)::equals);

    assertThat(order(drive, job, "comp")).containsExactly(4, 5, 6, 7, 8, 9);
    drive.countsAddUp(job);
  }

  @Test
  default void everyLayerOfAJobShouldBeOrderedAnew() {
    FarmDriver drive = drive(LAUNCH, ORDER_FRAMES, PAUSE);
    Job job = paused(drive, "all_layers");
    FrameOrder frames = drive.farm().work().frameOrder();

    frames.reorder(job.id(), new Reordering.Last(range("1-5")));

    drive.until("sim", () -> order(drive, job, "sim"), List.of(6, 1, 2, 3, 4, 5)::equals);
    drive.until("comp", () -> order(drive, job, "comp"), List.of(6, 7, 8, 9, 4, 5)::equals);

    frames.reorder(job.id(), new Reordering.First(range("1-9")));
    frames.reorder(job.id(), new Reordering.Reversed(range("2-5")));

    drive.until("sim", () -> order(drive, job, "sim"), List.of(1, 5, 4, 3, 2, 6)::equals);
    drive.until("comp", () -> order(drive, job, "comp"), List.of(5, 4, 6, 7, 8, 9)::equals);
  }

  @Test
  default void framesThatALayerLacksShouldChangeNothing() {
    FarmDriver drive = drive(LAUNCH, ORDER_FRAMES, PAUSE);
    Job job = paused(drive, "lacking");
    LayerId sim = layerOf(drive, job, "sim").id();

    drive.farm().work().frameOrder().reorder(sim, new Reordering.First(range("90-99")));
    drive.farm().work().frameOrder().reorder(sim, new Reordering.Last(range("-5")));

    assertThat(order(drive, job, "sim")).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  default void framesShouldRunInTheNewOrder() {
    FarmDriver drive = drive(LAUNCH, ORDER_FRAMES, PAUSE, JOB_CORES, EXACT_MAXIMA);
    Job job = paused(drive, "runs_so");
    drive.farm().jobControl().setCores(job.id(), Cores.ZERO, Cores.ONE);
    LayerId comp = layerOf(drive, job, "comp").id();
    drive.farm().work().frameOrder().reorder(comp, new Reordering.First(range("9,7")));
    drive.until("9 first", () -> order(drive, job, "comp"), List.of(9, 7, 4, 5, 6, 8)::equals);

    drive.farm().jobControl().resume(job.id());

    drive.await(job, JobState.SUCCEEDED);
    assertThat(drive.work().notes().stream().filter(note -> note.endsWith("comp")))
        .containsExactly(
            "0009-comp", "0007-comp", "0004-comp", "0005-comp", "0006-comp", "0008-comp");
  }

  @Test
  default void pagesShouldFollowTheNewOrder() {
    FarmDriver drive = drive(LAUNCH, ORDER_FRAMES, PAUSE);
    Job job = paused(drive, "paged_anew");
    LayerId comp = layerOf(drive, job, "comp").id();
    drive.farm().work().frameOrder().reorder(comp, new Reordering.Reversed(range("4-9")));
    drive.until("reversed", () -> order(drive, job, "comp"), List.of(9, 8, 7, 6, 5, 4)::equals);

    List<String> seen = new ArrayList<>();
    Optional<Place> after = Optional.empty();
    do {
      Page<Frame> page =
          drive.farm().frames().page(FrameQuery.of(job.id()), false, new PageRequest(5, after));
      page.things().forEach(frame -> seen.add(frame.number() + "-" + frame.layerName()));
      after = page.next();
    } while (after.isPresent());

    if (lacks().contains(LAYERS_IN_PAGES)) {
      assertThat(seen)
          .hasSize(12)
          .containsSubsequence("9-comp", "8-comp", "7-comp", "6-comp", "5-comp", "4-comp")
          .containsSubsequence("1-sim", "2-sim", "3-sim", "4-sim", "5-sim", "6-sim");
      return;
    }
    assertThat(seen)
        .containsExactly(
            "1-sim", "2-sim", "3-sim", "4-sim", "5-sim", "6-sim", "9-comp", "8-comp", "7-comp",
            "6-comp", "5-comp", "4-comp");
  }

  @Test
  default void whatWaitsForWhatShouldStayAsItWas() {
    FarmDriver drive = drive(LAUNCH, ORDER_FRAMES, DEPENDS);
    Job job =
        drive
            .farm()
            .submissions()
            .launch(
                withDepends(
                    drive.submission(
                        job(
                            "same_ties",
                            layer("sim", "1-2", drive.work().untilOpened("#FRAME#")),
                            layer("comp", "1-2", drive.work().succeed()))),
                    depend(
                        Kind.FRAME_BY_FRAME, node("same_ties", "comp"), node("same_ties", "sim"))))
            .getFirst();
    drive.farm().work().frameOrder().reorder(job.id(), new Reordering.Reversed(range("1-2")));
    drive.until("2 first", () -> order(drive, job, "comp"), List.of(2, 1)::equals);

    drive.work().open("0002-sim");

    drive.await(job, "0002-comp", FrameState.SUCCEEDED);
    assertThat(drive.frame(job, "0001-comp").state()).isEqualTo(FrameState.DEPEND);
    drive.work().open("0001-sim");
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  default void aChunkShouldGoByItsFirstNumber() {
    FarmDriver drive = drive(LAUNCH, ORDER_FRAMES, CHUNKS);
    Job job =
        drive
            .launch(
                withPaused(job("chunks", layer("comp", "1-9", 3, drive.work().succeed())), true))
            .getFirst();

    drive.farm().work().frameOrder().reorder(job.id(), new Reordering.First(range("7-9")));

    drive.until("7 first", () -> order(drive, job, "comp"), List.of(7, 1, 4)::equals);
  }

  @Test
  default void whatIsNotThereShouldNotBeOrdered() {
    FarmDriver drive = drive(ORDER_FRAMES);
    FrameOrder frames = drive.farm().work().frameOrder();
    Reordering how = new Reordering.First(range("1"));

    assertThat(failureOf(() -> frames.reorder(new JobId("no-such-job"), how)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> frames.reorder(new LayerId("no-such-layer"), how)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }
}
