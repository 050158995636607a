package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Checkpoint;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.FrameQuery;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of frames that were ended while they saved their work, beyond the contract kit. */
class CheckpointsTest {
  @TempDir Path folder;
  private TestFarm farm;
  private Job job;
  private FrameId frame;

  @BeforeEach
  void run() {
    farm = TestFarm.open(folder, 1);
    job = farm.submit(job("saves", layer("comp", "1", "sleep 300")));
    farm.awaitFrame(job, "0001-comp", FrameState.RUNNING);
    frame = farm.frame(job, "0001-comp").id();
    farm.ports.work().frameNotes().setCheckpoint(frame, Checkpoint.State.ENABLED);
  }

  private Checkpoint.State saving() {
    return farm.frame(job, "0001-comp").checkpoint().state();
  }

  /** The farm's own, at another time: the farm itself looks every half minute. */
  private int endWaiting(Duration later) {
    try (FarmDatabase database = FarmDatabase.open(folder.resolve("state/farm.db"))) {
      return new Checkpoints(database, new WakeUp(), Clock.offset(Clock.systemUTC(), later))
          .endWaiting();
    }
  }

  @Test
  void whatNobodySaysMoreOfShouldGoOnAfterAWhile() {
    farm.ports.frameControl().kill(FrameQuery.of(job.id()), BY_TEST);
    farm.awaitFrame(job, "0001-comp", FrameState.CHECKPOINT);
    farm.ports.jobControl().pause(job.id());
    farm.close();
    try {
      assertThat(endWaiting(Checkpoints.PATIENCE.minusMinutes(1))).isZero();
      assertThat(endWaiting(Checkpoints.PATIENCE.plusSeconds(1))).isOne();
    } finally {
      farm.reopen();
    }

    assertThat(farm.frame(job, "0001-comp").state()).isEqualTo(FrameState.WAITING);
    assertThat(saving()).isEqualTo(Checkpoint.State.DISABLED);
    farm.close();
  }

  @Test
  void whatIsOfAKilledJobShouldStayWhereItIs() {
    farm.ports.jobControl().kill(job.id(), BY_TEST);
    farm.awaitState(job, JobState.KILLED);
    farm.awaitFrame(job, "0001-comp", FrameState.CHECKPOINT);
    farm.close();

    assertThat(endWaiting(Duration.ofHours(1))).isZero();
  }

  @Test
  void whatRanWhenTheFarmWasClosedShouldRunAgainAtOnce() {
    farm.reopen();

    farm.awaitFrame(job, "0001-comp", FrameState.RUNNING);
    assertThat(saving()).isEqualTo(Checkpoint.State.DISABLED);
    farm.close();
  }

  @Test
  void whatWasLostShouldRunAgainAtOnce() {
    farm.close();
    try (FarmDatabase database = FarmDatabase.open(folder.resolve("state/farm.db"))) {
      database.write(h -> {
        h.execute("UPDATE frame SET state = 'RUNNING', checkpoint_state = 'COPYING'");
        return h.execute(
            "INSERT INTO proc (key, frame, layer, job, host, cores, memory, started_at, log_path,"
                + " boot_id) SELECT 'old', f.id, f.layer, l.job, 1, 100, 1, 0, '', 'other'"
                + " FROM frame f JOIN layer l ON l.id = f.layer");
      });
    }
    farm = TestFarm.open(folder, 1);

    farm.awaitFrame(job, "0001-comp", FrameState.RUNNING);
    assertThat(saving()).isEqualTo(Checkpoint.State.DISABLED);
    assertThat(farm.frame(job, "0001-comp").retries()).isOne();
    farm.close();
  }
}
