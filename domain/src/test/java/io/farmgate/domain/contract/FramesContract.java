package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.withPaused;
import static io.farmgate.domain.spec.Specs.withRetries;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.port.FrameQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Frames} and {@link FrameQuery} mean, and how frames end. */
public interface FramesContract extends FarmUnderTest {

  private static Job held(FarmDriver drive) {
    return drive
        .launch(
            withPaused(
                job(
                    "frames",
                    layer("comp", "1-5", drive.work().succeed()),
                    layer("post", "4-6", drive.work().succeed())),
                true))
        .getFirst();
  }

  private static List<String> names(FarmDriver drive, FrameQuery query) {
    return drive.farm().frames().list(query).stream().map(Frame::name).toList();
  }

  @Test
  default void everyPartOfAFrameQueryShouldNarrow() {
    FarmDriver drive = drive(LAUNCH);
    Job job = held(drive);
    FrameQuery all = FrameQuery.of(job.id());
    FrameId third = drive.frame(job, "0003-comp").id();

    assertThat(names(drive, all)).hasSize(8);
    assertThat(names(drive, FrameQuery.one(job.id(), third))).containsExactly("0003-comp");
    assertThat(names(drive, all.ofLayers(Set.of("post", "no_such"))))
        .containsExactly("0004-post", "0005-post", "0006-post");
    assertThat(names(drive, ask(all, Set.of("0002-comp", "0004-post", "2"), Set.of())))
        .containsExactlyInAnyOrder("0002-comp", "0004-post");
    assertThat(names(drive, ask(all, Set.of(), Set.of(4, 6, 99))))
        .containsExactlyInAnyOrder("0004-comp", "0004-post", "0006-post");
    assertThat(names(drive, all.in(Set.of(FrameState.WAITING)))).hasSize(8);
    assertThat(names(drive, all.in(Set.of(FrameState.DEAD, FrameState.RUNNING)))).isEmpty();
    assertThat(names(drive, ask(all, Set.of(), Set.of(4)).ofLayers(Set.of("comp"))))
        .containsExactly("0004-comp");
  }

  private static FrameQuery ask(FrameQuery query, Set<String> names, Set<Integer> numbers) {
    return new FrameQuery(
        query.job(),
        query.ids(),
        query.layers(),
        names,
        numbers,
        query.states(),
        query.minRssBytes(),
        query.offset(),
        query.limit());
  }

  @Test
  default void framesShouldBeAskedForByTheirMemory() {
    FarmDriver drive = drive(LAUNCH);
    Job job = drive.launch("memory", "1-2", drive.work().succeed());
    drive.await(job, JobState.SUCCEEDED);

    assertThat(drive.farm().frames().list(byMemory(job, 0))).hasSize(2);
    assertThat(drive.farm().frames().list(byMemory(job, Long.MAX_VALUE))).isEmpty();
  }

  private static FrameQuery byMemory(Job job, long bytes) {
    return new FrameQuery(
        Optional.of(job.id()),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Optional.of(bytes),
        0,
        0);
  }

  @Test
  default void pagesShouldJoinToTheWholeInDispatchOrder() {
    FarmDriver drive = drive(LAUNCH);
    Job job = held(drive);
    FrameQuery all = FrameQuery.of(job.id());
    List<String> whole = names(drive, all);

    List<String> joined = new ArrayList<>();
    for (int offset = 0; offset < 9; offset += 3) {
      joined.addAll(names(drive, all.page(offset, 3)));
    }

    assertThat(joined).isEqualTo(whole);
    assertThat(names(drive, all)).as("read twice").isEqualTo(whole);
    assertThat(names(drive, all.page(6, 0))).isEqualTo(whole.subList(6, 8));
    assertThat(names(drive, all.page(8, 5))).isEmpty();
    assertThat(names(drive, all.page(100, 0))).isEmpty();
    assertThat(whole)
        .containsSubsequence("0001-comp", "0002-comp", "0003-comp", "0004-comp", "0005-comp")
        .containsSubsequence("0004-post", "0005-post", "0006-post");
    assertThat(names(drive, all.ofLayers(Set.of("comp")).page(1, 2)))
        .containsExactly("0002-comp", "0003-comp");
  }

  @Test
  default void unknownFramesAndLayersShouldNotBeFound() {
    FarmDriver drive = drive();
    FrameId frame = new FrameId("no-such-frame");

    assertThat(drive.farm().frames().byId(frame)).isEmpty();
    assertThat(drive.farm().frames().list(FrameQuery.one(frame))).isEmpty();
    assertThat(drive.farm().frames().list(FrameQuery.of(new JobId("no-such-job")))).isEmpty();
    assertThat(drive.farm().frames().list(FrameQuery.one(new JobId("no-such-job"), frame)))
        .isEmpty();
    assertThat(drive.farm().layers().byId(new LayerId("no-such-layer"))).isEmpty();
  }

  @Test
  default void aFrameOfAnotherJobShouldNotBeListed() {
    FarmDriver drive = drive(LAUNCH);
    Job job = held(drive);
    Job other = drive.launch("other", "1", drive.work().succeed());
    FrameId frame = drive.frames(other).getFirst().id();

    assertThat(drive.farm().frames().list(FrameQuery.one(job.id(), frame))).isEmpty();
    assertThat(drive.farm().frames().list(FrameQuery.one(frame)))
        .extracting(Frame::id)
        .containsExactly(frame);
    assertThat(drive.farm().frames().byId(frame).map(Frame::id)).contains(frame);
  }

  @Test
  default void aNewFrameShouldHaveRunNowhere() {
    FarmDriver drive = drive(LAUNCH);
    Job job = held(drive);

    assertThat(drive.frames(job))
        .allSatisfy(frame -> {
          assertThat(frame.state()).isEqualTo(FrameState.WAITING);
          assertThat(frame.retries()).isZero();
          assertThat(frame.exitStatus()).isEqualTo(-1);
          assertThat(frame.startTime()).isEmpty();
          assertThat(frame.stopTime()).isEmpty();
          assertThat(frame.lastHost()).isEmpty();
        });
  }

  @Test
  default void framesThatEndWellShouldFinishTheirJob() {
    FarmDriver drive = drive(LAUNCH);
    Job job = drive.launch("well", "1-3", drive.work().succeed());

    Job done = drive.await(job, JobState.SUCCEEDED);

    assertThat(done.stopTime()).isPresent();
    assertThat(drive.frames(job))
        .allSatisfy(frame -> {
          assertThat(frame.state()).isEqualTo(FrameState.SUCCEEDED);
          assertThat(frame.exitStatus()).isZero();
          assertThat(frame.exitSignal()).isZero();
          assertThat(frame.retries()).isZero();
          assertThat(frame.lastHost()).isNotEmpty();
          assertThat(frame.startTime()).isPresent();
          assertThat(frame.stopTime())
              .hasValueSatisfying(
                  stop -> assertThat(stop).isAfterOrEqualTo(frame.startTime().orElseThrow()));
        });
    drive.countsAddUp(job);
  }

  @Test
  default void aFrameThatFailsWithoutRetriesShouldBeDead() {
    FarmDriver drive = drive(LAUNCH);
    Job job = drive.launch("dead", "1-2", drive.work().fail(3));

    Job failed = drive.await(job, JobState.FAILED);

    assertThat(failed.stopTime()).as("not finished").isEmpty();
    assertThat(drive.frames(job))
        .allSatisfy(frame -> {
          assertThat(frame.state()).isEqualTo(FrameState.DEAD);
          assertThat(frame.exitStatus()).isEqualTo(3);
          assertThat(frame.retries()).isZero();
        });
    drive.countsAddUp(job);
  }

  @Test
  default void aFrameShouldBeRunAgainAsOftenAsItsJobAllows() {
    FarmDriver drive = drive(LAUNCH);
    Job job =
        drive
            .launch(withRetries(job("retries", layer("comp", "1", drive.work().fail(3))), 1, false))
            .getFirst();
    Job healed =
        drive
            .launch(
                withRetries(job("healed", layer("comp", "1", drive.work().failOnce(3))), 1, false))
            .getFirst();

    drive.await(job, JobState.FAILED);
    assertThat(drive.frame(job, "0001-comp").retries()).isEqualTo(1);
    drive.await(healed, JobState.SUCCEEDED);
    assertThat(drive.frame(healed, "0001-comp").retries()).isEqualTo(1);
    assertThat(drive.frame(healed, "0001-comp").exitStatus()).isZero();
  }

  @Test
  default void aFrameThatWouldBeDeadShouldBeEatenWhereTheJobSaysSo() {
    FarmDriver drive = drive(LAUNCH);
    Job job =
        drive
            .launch(withRetries(job("eaten", layer("comp", "1-2", drive.work().fail(3))), 0, true))
            .getFirst();

    drive.await(job, JobState.SUCCEEDED);

    assertThat(drive.again(job).frames().eaten()).isEqualTo(2);
    drive.countsAddUp(job);
  }
}
