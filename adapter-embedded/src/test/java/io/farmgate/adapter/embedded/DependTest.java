package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.depend;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static io.farmgate.adapter.embedded.TestFarm.node;
import static io.farmgate.adapter.embedded.TestFarm.paused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.JobSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What waits for what. The jobs are paused and their frames are eaten by hand, so that each step
 * can be looked at.
 */
class DependTest {
  private static final JobSpec TARGET =
      paused(job("target", layer("one", "1-3", "true"), layer("two", "1-3", "true")));
  private static final JobSpec WAITER =
      paused(job("waiter", layer("one", "1-3", "true"), layer("two", "1-3", "true")));

  @TempDir Path folder;
  private TestFarm farm;

  // Every test submits its jobs before anything asks for them.
  @SuppressWarnings("NullAway.Init")
  private Job target;

  @SuppressWarnings("NullAway.Init")
  private Job waiter;

  @BeforeEach
  void open() {
    farm = TestFarm.open(folder, 2);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void jobShouldWaitForAWholeJob() {
    submit(depend(Kind.JOB_ON_JOB, "waiter", "target"));
    assertThat(held()).hasSize(6);
    eat("0001-one", "0002-one", "0003-one", "0001-two", "0002-two");
    assertThat(held()).hasSize(6);
    eat("0003-two");
    assertThat(held()).isEmpty();
    assertThat(farm.job(waiter.id()).frames()).isEqualTo(new FrameCounts(6, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void layerShouldWaitForALayer() {
    submit(depend(Kind.LAYER_ON_LAYER, "waiter/two", "target/one"));
    assertThat(held()).containsExactly("0001-two", "0002-two", "0003-two");
    eat("0001-one", "0002-one");
    assertThat(held()).hasSize(3);
    eat("0003-one");
    assertThat(held()).isEmpty();
  }

  @Test
  void frameShouldWaitForAFrame() {
    submit(depend(Kind.FRAME_ON_FRAME, "waiter/one/2", "target//0003-two"));
    assertThat(held()).containsExactly("0002-one");
    eat("0003-one");
    assertThat(held()).containsExactly("0002-one");
    eat("0003-two");
    assertThat(held()).isEmpty();
  }

  @Test
  void oneFrameShouldDoWhereAnyFrameIsMeant() {
    submit(
        new DependSpec(Kind.LAYER_ON_LAYER, true, node("waiter/one"), node("target/two")),
        new DependSpec(Kind.LAYER_ON_LAYER, false, node("waiter/two"), node("target/two")));
    assertThat(held()).hasSize(6);
    eat("0002-two");
    assertThat(held()).containsExactly("0001-two", "0002-two", "0003-two");
  }

  @Test
  void frameByFrameShouldLetGoOfEachByItself() {
    submit(depend(Kind.FRAME_BY_FRAME, "waiter/one", "target/one"));
    assertThat(held()).hasSize(3);
    eat("0002-one");
    assertThat(held()).containsExactly("0001-one", "0003-one");
    eat("0001-one", "0003-one");
    assertThat(held()).isEmpty();
  }

  @Test
  void chunkShouldWaitForAllTheFramesItRuns() {
    JobSpec chunked =
        paused(job("waiter", layer("one", "1-3", 2, "true", Optional.empty(), Optional.empty())));
    List<Job> jobs =
        farm.submitAll(
            List.of(TARGET, chunked), depend(Kind.FRAME_BY_FRAME, "waiter/one", "target/one"));
    target = jobs.get(0);
    waiter = jobs.get(1);
    assertThat(held()).containsExactly("0001-one", "0003-one");
    eat("0001-one");
    assertThat(held()).containsExactly("0001-one", "0003-one");
    eat("0002-one");
    assertThat(held()).containsExactly("0003-one");
  }

  @Test
  void previousFrameShouldBeWaitedFor() {
    submit(depend(Kind.PREVIOUS_FRAME, "waiter/one", "target/one"));
    assertThat(held()).containsExactly("0002-one", "0003-one");
    eat("0001-one");
    assertThat(held()).containsExactly("0003-one");
  }

  @Test
  void frameShouldWaitForAllThatHoldsIt() {
    submit(
        depend(Kind.FRAME_BY_FRAME, "waiter/one", "target/one"),
        depend(Kind.FRAME_BY_FRAME, "waiter/one", "target/two"),
        depend(Kind.JOB_ON_FRAME, "waiter", "target/one/1"));
    eat("0001-one");
    assertThat(held()).containsExactly("0001-one", "0002-one", "0003-one");
    eat("0001-two", "0002-two", "0003-two");
    assertThat(held()).containsExactly("0002-one", "0003-one");
  }

  @Test
  void workThatRunsAgainShouldHoldBackAgainWhatHasNotRun() {
    submit(
        depend(Kind.FRAME_BY_FRAME, "waiter/one", "target/one"),
        depend(Kind.LAYER_ON_LAYER, "waiter/two", "target/two"));
    eat("0001-one", "0001-two", "0002-two", "0003-two");
    assertThat(held()).containsExactly("0002-one", "0003-one");
    farm.ports.frameControl().eat(farm.named(waiter, "0003-two"), BY_TEST);

    retryTarget("0001-one");
    retryTarget("0002-two");

    assertThat(held()).containsExactly("0001-one", "0002-one", "0003-one", "0001-two", "0002-two");
    eat("0001-one", "0002-one", "0002-two");
    assertThat(held()).containsExactly("0003-one");
  }

  @Test
  void finishedJobThatRunsAgainShouldHoldBackAgain() {
    submit(depend(Kind.JOB_ON_JOB, "waiter", "target"));
    farm.ports.frameControl().eat(FrameQuery.of(target.id()), BY_TEST);
    assertThat(held()).isEmpty();

    retryTarget("0003-two");

    assertThat(held()).hasSize(6);
    eat("0003-two");
    assertThat(held()).isEmpty();
  }

  @Test
  void heldFrameShouldBeHeldAgainAfterItWasEatenAndRetried() {
    submit(depend(Kind.LAYER_ON_LAYER, "waiter/one", "target/one"));
    farm.ports.frameControl().eat(farm.named(waiter, "0001-one"), BY_TEST);
    assertThat(held()).containsExactly("0002-one", "0003-one");
    farm.ports.frameControl().retry(farm.named(waiter, "0001-one"), BY_TEST);
    assertThat(held()).hasSize(3);
  }

  @Test
  void killedJobShouldLetGoOfWhatWaitedForIt() {
    submit(
        depend(Kind.LAYER_ON_JOB, "waiter/one", "target"),
        depend(Kind.LAYER_ON_LAYER, "waiter/two", "target/one"));
    farm.ports.jobControl().kill(target.id(), BY_TEST);
    assertThat(held()).containsExactly("0001-two", "0002-two", "0003-two");
  }

  @Test
  void workOnTheFarmShouldBeWaitedForByItsFullName() {
    target = farm.submit(TARGET);
    waiter =
        farm.submitAll(
                List.of(WAITER), depend(Kind.JOB_ON_JOB, "waiter", "demo_show-sh010-ada_target"))
            .getFirst();
    assertThat(held()).hasSize(6);
    farm.ports.frameControl().eat(FrameQuery.of(target.id()), BY_TEST);
    assertThat(held()).isEmpty();
  }

  @Test
  void finishedWorkShouldHoldNothingBack() {
    target = farm.submit(TARGET);
    farm.ports.frameControl().eat(FrameQuery.of(target.id()), BY_TEST);
    waiter =
        farm.submitAll(
                List.of(WAITER),
                depend(Kind.FRAME_BY_FRAME, "waiter/one", "demo_show-sh010-ada_target/one"),
                depend(Kind.LAYER_ON_LAYER, "waiter/two", "demo_show-sh010-ada_target/one"))
            .getFirst();
    assertThat(held()).isEmpty();
  }

  @Test
  void unknownWorkShouldRefuseTheWholeSubmission() {
    assertThatThrownBy(() ->
            farm.submitAll(
                List.of(WAITER), depend(Kind.JOB_ON_JOB, "waiter", "demo_show-sh-ada_none")))
        .isInstanceOfSatisfying(
            FarmException.class,
            e -> assertThat(e.failure()).isInstanceOf(FarmFailure.NotFound.class));
    assertThat(farm.ports.jobs().byName("demo_show-sh010-ada_waiter")).isEmpty();
  }

  @Test
  void chainOfLayersShouldRunToItsEnd() {
    Path order = folder.resolve("order");
    String write = "echo #LAYER# >> " + order;
    Job job =
        farm.submitAll(
                List.of(job("chain", layer("last", "1-2", write), layer("first", "1-2", write))),
                depend(Kind.LAYER_ON_LAYER, "chain/last", "chain/first"))
            .getFirst();
    farm.awaitState(job, JobState.SUCCEEDED);
    assertThat(TestFarm.read(order).lines()).containsExactly("first", "first", "last", "last");
  }

  private void submit(DependSpec... depends) {
    List<Job> jobs = farm.submitAll(List.of(TARGET, WAITER), depends);
    target = jobs.get(0);
    waiter = jobs.get(1);
  }

  private List<String> held() {
    return farm
        .ports
        .frames()
        .list(FrameQuery.of(waiter.id()).in(Set.of(FrameState.DEPEND)))
        .stream()
        .map(Frame::name)
        .toList();
  }

  private void eat(String... names) {
    FrameQuery all = FrameQuery.of(target.id());
    FrameQuery named =
        new FrameQuery(
            all.job(),
            Set.of(),
            Set.of(),
            Set.of(names),
            Set.of(),
            Set.of(),
            Optional.empty(),
            0,
            0);
    assertThat(farm.ports.frameControl().eat(named, BY_TEST)).isEqualTo(names.length);
  }

  private void retryTarget(String name) {
    assertThat(farm.ports.frameControl().retry(farm.named(target, name), BY_TEST)).isOne();
  }
}
