package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.depend;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;

import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
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
        // A name that is taken by now: the one refusal that this may meet.
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
    FrameQuery some = FrameQuery.of(job.id()).page(random.nextInt(5), 1 + random.nextInt(5));
    switch (random.nextInt(12)) {
      case 0 -> farm.ports.jobControl().pause(job.id());
      case 1, 2 -> farm.ports.jobControl().resume(job.id());
      case 3 -> farm.ports.jobControl().kill(job.id(), BY_TEST);
      case 4, 5 -> farm.ports.frameControl().kill(some, BY_TEST);
      case 6, 7, 8 -> farm.ports.frameControl().retry(some, BY_TEST);
      case 9 -> farm.ports.frameControl().eat(some, BY_TEST);
      case 10 ->
          farm.ports
              .frameControl()
              .eat(FrameQuery.of(job.id()).in(Set.of(FrameState.DEAD)), BY_TEST);
      default -> farm.ports.jobControl().setMaxRetries(job.id(), random.nextInt(3));
    }
  }
}
