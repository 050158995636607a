package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.Changes;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Interest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far the frames of a farm have come. */
class ProgressTest {
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

  private Job submit(String command) {
    return farm.submit(job("works", layer("comp", "1", command + "\n" + untilOpened())));
  }

  private String untilOpened() {
    return "while [ ! -e '" + folder + "/gate' ]; do sleep 0.05; done";
  }

  private void letEnd() throws IOException {
    Files.createFile(folder.resolve("gate"));
  }

  private Frame frame(Job job) {
    return farm.frame(job, "0001-comp");
  }

  private void awaitProgress(Job job, int percent) {
    TestFarm.await(
        () -> frame(job).progress().orElse(-1) == percent, () -> "frame is " + frame(job));
  }

  @Test
  void whatARendererPrintsShouldBeShownUntilTheFrameIsDone() throws IOException {
    Job job = submit("echo 'Fra:1 Mem:8.00M | Sample 32/128'");

    awaitProgress(job, 25);
    letEnd();
    farm.awaitState(job, JobState.SUCCEEDED);

    assertThat(frame(job).progress()).hasValue(100);
  }

  @Test
  void whatACommandWritesToItsFileShouldBeShownAndTheFileShouldGo() throws IOException {
    Job job = submit("echo 60 > \"$CUE_PROGRESS_FILE\"");

    awaitProgress(job, 60);
    letEnd();
    farm.awaitState(job, JobState.SUCCEEDED);

    try (Stream<Path> left = Files.list(Path.of(farm.job(job.id()).logDirectory()))) {
      assertThat(left).allMatch(path -> path.toString().endsWith(".rqlog"));
    }
  }

  @Test
  void nextRunShouldBeginAnew() {
    Job job =
        submit("[ -e " + folder + "/ran ] || { : > " + folder + "/ran; echo 'PROGRESS: 80%'; }");
    awaitProgress(job, 80);

    farm.ports.frameControl().kill(FrameQuery.of(job.id()), BY_TEST);
    TestFarm.await(
        () -> Files.exists(Path.of(farm.log(job, "0001-comp") + ".1")), () -> "a second run");

    farm.awaitFrame(job, "0001-comp", FrameState.RUNNING);
    assertThat(frame(job).progress()).isEmpty();
  }

  @Test
  void whoListensShouldHearOfItInOrder() throws IOException {
    List<FarmChange> told = new CopyOnWriteArrayList<>();
    try (Changes.Watch _ = farm.ports.changes().watch(Interest.ALL, told::addAll)) {
      Job job = submit("echo 'PROGRESS: 30%'");
      TestFarm.await(() -> !progress(told).isEmpty(), () -> "told " + told);
      letEnd();
      farm.awaitState(job, JobState.SUCCEEDED);

      assertThat(progress(told)).containsExactly(30);
      assertThat(
              told.stream()
                  .filter(FarmChange.OfFrame.class::isInstance)
                  .map(change -> ((FarmChange.OfFrame) change).frame().state()))
          .containsExactly(FrameState.RUNNING, FrameState.SUCCEEDED);
    }
  }

  private static List<Integer> progress(List<FarmChange> told) {
    return told.stream()
        .filter(FarmChange.FrameProgress.class::isInstance)
        .map(change -> ((FarmChange.FrameProgress) change).frame().progress().orElseThrow())
        .toList();
  }
}
