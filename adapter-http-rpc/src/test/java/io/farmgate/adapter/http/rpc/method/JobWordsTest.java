package io.farmgate.adapter.http.rpc.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobState;
import io.farmgate.opencue.wire.job.JobStats;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobWordsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nothing has run yet,      PENDING,  false, 5, 0, 0, 0, PENDING",
    "one frame runs,           PENDING,  false, 4, 1, 0, 0, RUNNING",
    "held before it ran,       PENDING,  true,  5, 0, 0, 0, PAUSED",
    "held while frames run,    PENDING,  true,  4, 1, 0, 0, PAUSED",
    "only dead frames left,    PENDING,  false, 0, 0, 4, 1, PENDING",
    "all done a moment ago,    PENDING,  false, 0, 0, 5, 0, PENDING",
    "done,                     FINISHED, false, 0, 0, 5, 0, FINISHED",
    "ended with work left,     FINISHED, false, 3, 0, 2, 0, KILLED",
    "ended with dead frames,   FINISHED, false, 0, 0, 4, 1, KILLED"
  })
  void theWordFollowsFromStateFlagAndFrames(
      String what,
      JobState state,
      boolean paused,
      int waiting,
      int running,
      int succeeded,
      int dead,
      JobWords expected) {
    Job job =
        Job.newBuilder()
            .setState(state)
            .setIsPaused(paused)
            .setJobStats(
                JobStats.newBuilder()
                    .setTotalFrames(waiting + running + succeeded + dead)
                    .setWaitingFrames(waiting)
                    .setRunningFrames(running)
                    .setSucceededFrames(succeeded)
                    .setDeadFrames(dead))
            .build();

    assertThat(JobFrames.word(job)).as(what).isEqualTo(expected);
  }
}
