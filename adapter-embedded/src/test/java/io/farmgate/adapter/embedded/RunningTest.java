package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {
  @TempDir Path folder;
  private TestFarm farm;

  @BeforeEach
  void open() {
    farm = TestFarm.open(folder, 2);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void jobShouldRunAllItsFramesAndFinish() {
    Job job = farm.submit(job("hello", layer("comp", "1-5", "echo frame #IFRAME#")));

    farm.awaitState(job, JobState.SUCCEEDED);

    Job done = farm.job(job.id());
    assertThat(done.frames()).isEqualTo(new FrameCounts(0, 0, 0, 5, 0, 0, 0));
    assertThat(done.stopTime()).isPresent();
    assertThat(farm.frames(job)).extracting(Frame::state).containsOnly(FrameState.SUCCEEDED);
    assertThat(farm.ports.procs().all()).isEmpty();
    assertThat(TestFarm.read(farm.log(job, "0003-comp"))).contains("frame 3");
  }
}
