package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.FREE_RETRIES;
import static io.farmgate.domain.contract.Capability.KILL_FRAMES;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.withRetries;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.RunStats;
import io.farmgate.domain.port.FrameQuery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link RunStats} mean on layers, jobs and shows. */
public interface RunStatsContract extends FarmUnderTest {

  @Test
  default void runsShouldBeCountedByHowTheyEnded() {
    FarmDriver drive = drive(LAUNCH);
    Job job =
        drive
            .launch(
                withRetries(
                    job(
                        "counted",
                        layer("good", "1-3", drive.work().succeed()),
                        layer("bad", "1-2", drive.work().fail(4))),
                    2,
                    false))
            .getFirst();

    drive.await(job, JobState.FAILED);

    // A farm may count a little later than it ends the last run.
    Job done = drive.until("all runs", () -> drive.again(job), now -> now.runs().failed() >= 6);
    assertThat(done.runs().succeeded()).isEqualTo(3);
    assertThat(done.runs().failed()).isEqualTo(6);
    List<Layer> layers = drive.farm().layers().ofJob(job.id());
    assertThat(layers).extracting(one -> one.runs().succeeded()).containsExactly(3L, 0L);
    assertThat(layers).extracting(one -> one.runs().failed()).containsExactly(0L, 6L);
    RunStats ofShow = drive.farm().shows().byName(drive.show()).orElseThrow().totals().runs();
    assertThat(ofShow.succeeded()).isEqualTo(3);
    assertThat(ofShow.failed()).isEqualTo(6);
  }

  @Test
  default void nothingShouldBeCountedBeforeItEnds() {
    FarmDriver drive = drive(LAUNCH);
    Job job = drive.launch("going_on", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);

    assertThat(drive.again(job).runs()).isEqualTo(RunStats.NONE);

    drive.work().open("end");
    Job done = drive.await(job, JobState.SUCCEEDED);
    assertThat(done.runs().succeeded()).isEqualTo(1);
    assertThat(done.runs().failed()).isZero();
  }

  @Test
  default void aRunThatIsKilledShouldCountAsFailed() {
    FarmDriver drive = drive(LAUNCH, KILL_FRAMES, FREE_RETRIES);
    Job job = drive.launch("killed", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);

    drive.farm().frameControl().kill(FrameQuery.of(job.id()), REASON);

    drive.until("a failed run", () -> drive.again(job), now -> now.runs().failed() == 1);
    drive.work().open("end");
    Job done = drive.await(job, JobState.SUCCEEDED);
    assertThat(done.runs().succeeded()).isEqualTo(1);
    assertThat(done.runs().failed()).isEqualTo(1);
  }

  @Test
  default void timesShouldFitOneAnother() {
    FarmDriver drive = drive(LAUNCH);
    Job job = drive.launch("timed", "1-4", drive.work().succeed());

    Job done = drive.await(job, JobState.SUCCEEDED);

    RunStats runs = done.runs();
    assertThat(runs.shortest()).isLessThanOrEqualTo(runs.longest());
    assertThat(runs.averageTime()).isLessThanOrEqualTo(runs.longest());
    assertThat(runs.failedCoreTime()).isEqualTo(Duration.ZERO);
    assertThat(runs.remainingCoreTime(done.frames())).isEqualTo(Duration.ZERO);
  }
}
