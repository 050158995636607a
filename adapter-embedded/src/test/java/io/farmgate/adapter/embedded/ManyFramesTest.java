package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static io.farmgate.adapter.embedded.TestFarm.paused;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.schedule.Reordering;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person does to very many frames at once, while the farm goes on with other work. */
class ManyFramesTest {
  private static final Logger log = LoggerFactory.getLogger(ManyFramesTest.class);
  private static final int FRAMES = 100_000;

  /** Far more than it takes, for machines that are busy with other things. */
  private static final Duration MOST = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void hundredThousandFramesShouldBeChangedWithinSeconds() {
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      Job job = farm.submit(paused(job("many", layer("comp", "1-" + FRAMES, "true"))));
      FrameQuery all = FrameQuery.of(job.id());

      assertThat(timed("eat", () -> farm.ports.frameControl().eat(all, BY_TEST))).isEqualTo(FRAMES);
      assertThat(farm.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(timed("retry", () -> farm.ports.frameControl().retry(all, BY_TEST)))
          .isEqualTo(FRAMES);
      assertThat(farm.job(job.id()).frames().waiting()).isEqualTo(FRAMES);
      assertThat(timed("kill", () -> farm.ports.frameControl().kill(all, BY_TEST))).isZero();
      assertThat(
              timed(
                  "eat some",
                  () ->
                      farm.ports
                          .frameControl()
                          .eat(all.in(Set.of(FrameState.WAITING)).page(0, 50_000), BY_TEST)))
          .isEqualTo(50_000);
      timed(
          "kill the job",
          () -> {
            farm.ports.jobControl().kill(job.id(), BY_TEST);
            return 0;
          });
      Job other = farm.submit(job("other", layer("comp", "1", "true")));
      timed(
          "book beside it",
          () -> {
            farm.awaitState(other, JobState.SUCCEEDED);
            return 0;
          });
    }
  }

  @Test
  void hundredThousandFramesShouldBeReorderedWithinSecondsAndHoldUpNobody() throws Exception {
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      Job job = farm.submit(paused(job("many", layer("comp", "1-" + FRAMES, "true"))));
      FrameRange all = FrameRange.parse("1-" + FRAMES);
      for (Reordering how :
          List.of(
              new Reordering.Reversed(all),
              new Reordering.Staggered(all, 7),
              new Reordering.Last(FrameRange.parse("1-50000")),
              new Reordering.First(FrameRange.parse("1")))) {
        AtomicBoolean done = new AtomicBoolean();
        Thread worker =
            Thread.ofVirtual()
                .start(() -> {
                  timed(
                      how.getClass().getSimpleName(),
                      () -> {
                        farm.ports.work().frameOrder().reorder(job.id(), how);
                        return 0;
                      });
                  done.set(true);
                });
        long longest = 0;
        while (!done.get() && worker.isAlive()) {
          long start = System.nanoTime();
          farm.ports.jobControl().setPriority(job.id(), 5);
          longest = Math.max(longest, System.nanoTime() - start);
        }
        worker.join();
        assertThat(done).isTrue();
        log.info("a writer beside it waited {} ms", Duration.ofNanos(longest).toMillis());
      }
    }
  }

  private static int timed(String what, IntSupplier change) {
    long start = System.nanoTime();
    int changed = change.getAsInt();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    log.info("{}: {} ms", what, took.toMillis());
    assertThat(took).as(what).isLessThan(MOST);
    return changed;
  }
}
