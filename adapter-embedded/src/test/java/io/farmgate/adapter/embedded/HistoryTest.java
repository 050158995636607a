package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.depend;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;

import io.farmgate.domain.Checkpoint;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.Job;
import io.farmgate.domain.Show;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.schedule.Reordering;
import io.farmgate.domain.spec.DependSpec.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counts are right after whatever has happened. */
class HistoryTest {
  private static final int STEPS = Integer.getInteger("farmgate.history.steps", 60);
  private static final int PEOPLE = 4;

  @TempDir Path folder;

  @Test
  void countsShouldBeRightAfterRandomHistoriesOfSeveralPeople() throws Exception {
    try (TestFarm farm = TestFarm.open(folder, 4)) {
      GroupId root = farm.ports.groups().ofShow(show(farm).id()).getFirst().id();
      farm.ports.groups().create(farm.ports.groups().create(root, "inner").id(), "innermost");
      AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();
      CountDownLatch done = new CountDownLatch(PEOPLE);
      for (int person = 0; person < PEOPLE; person++) {
        int number = person;
        Thread.ofVirtual()
            .start(() -> {
              try {
                live(farm, "p" + number + "_", new Random(number));
              } catch (RuntimeException | Error e) {
                trouble.set(e);
              } finally {
                done.countDown();
              }
            });
      }
      done.await();
      Assertions.assertThat(trouble.get()).isNull();
      // In the midst of it all, and once more when nothing runs.
      Statistics.assertRight(folder.resolve("state/farm.db"));
    }
    Statistics.assertRight(folder.resolve("state/farm.db"));
  }

  private static void live(TestFarm farm, String prefix, Random random) {
    List<Job> jobs = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      if (step % 10 == 0) {
        jobs.add(submit(farm, prefix + step, random));
      }
      Job job = jobs.get(random.nextInt(jobs.size()));
      try {
        act(farm, job, random);
      } catch (FarmException e) {
        // A name that is taken by now, a frame that nothing holds, a saving that never began.
        Assertions.assertThat(e.failure()).isInstanceOf(FarmFailure.Conflict.class);
      }
    }
  }

  private static Job submit(TestFarm farm, String name, Random random) {
    Kind kind = random.nextBoolean() ? Kind.FRAME_BY_FRAME : Kind.LAYER_ON_LAYER;
    return farm.submitAll(
            List.of(
                job(
                    name,
                    random.nextInt(2),
                    random.nextBoolean(),
                    layer("one", "1-5", "exit $((#IFRAME# % 2))"),
                    layer("two", "1-5", "sleep 0.1; exit $((#IFRAME# % 3))"))),
            depend(kind, name + "/two", name + "/one"))
        .getFirst();
  }

  private static void act(TestFarm farm, Job job, Random random) {
    FrameQuery some = FrameQuery.of(job.id()).page(random.nextInt(10), 1 + random.nextInt(5));
    switch (random.nextInt(12)) {
      case 0 -> farm.ports.jobControl().pause(job.id());
      case 1, 2 -> farm.ports.jobControl().resume(job.id());
      case 3, 4 -> farm.ports.frameControl().kill(some, BY_TEST);
      case 5, 6 -> farm.ports.frameControl().retry(some, BY_TEST);
      case 7 -> farm.ports.frameControl().eat(some, BY_TEST);
      case 8 ->
          farm.ports
              .frameControl()
              .eat(FrameQuery.of(job.id()).in(Set.of(FrameState.DEAD)), BY_TEST);
      case 9 -> farm.ports.work().frameOrder().reorder(job.id(), reordering(random));
      case 10 -> setUp(farm, job, random);
      default -> mark(farm, job, some, random);
    }
  }

  /** What is set for a whole job. */
  private static void setUp(TestFarm farm, Job job, Random random) {
    switch (random.nextInt(5)) {
      case 0 -> farm.ports.jobControl().kill(job.id(), BY_TEST);
      case 1 -> farm.ports.jobControl().setMaxRetries(job.id(), random.nextInt(3));
      case 2 -> farm.ports.jobControl().setAutoEat(job.id(), random.nextBoolean());
      case 3 -> farm.ports.work().jobs().finishIfDone(job.id());
      default -> {
        List<Group> groups = farm.ports.groups().ofShow(show(farm).id());
        farm.ports.groups().move(groups.get(random.nextInt(groups.size())).id(), Set.of(job.id()));
      }
    }
  }

  /** What is overruled and written down of frames. */
  private static void mark(TestFarm farm, Job job, FrameQuery some, Random random) {
    List<Frame> frames = farm.frames(job);
    FrameId one = frames.get(random.nextInt(frames.size())).id();
    Checkpoint.State[] savings = Checkpoint.State.values();
    switch (random.nextInt(5)) {
      case 0 -> farm.ports.work().frameMarks().markWaiting(some);
      case 1 -> farm.ports.work().frameMarks().markDepend(one);
      case 2 -> farm.ports.work().frameMarks().markDone(some);
      default ->
          farm.ports
              .work()
              .frameNotes()
              .setCheckpoint(one, savings[random.nextInt(savings.length)]);
    }
  }

  private static Reordering reordering(Random random) {
    FrameRange range = FrameRange.parse(1 + random.nextInt(3) + "-" + (3 + random.nextInt(3)));
    return switch (random.nextInt(4)) {
      case 0 -> new Reordering.First(range);
      case 1 -> new Reordering.Last(range);
      case 2 -> new Reordering.Reversed(range);
      default -> new Reordering.Staggered(range, 1 + random.nextInt(3));
    };
  }

  private static Show show(TestFarm farm) {
    return farm.ports.shows().byName("demo_show").orElseThrow();
  }
}
