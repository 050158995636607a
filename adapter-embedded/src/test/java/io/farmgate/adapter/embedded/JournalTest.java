package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Comment;
import io.farmgate.domain.Commented;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.Changes;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Interest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded farm tells of its changes beyond what every farm does. */
final class JournalTest {
  @TempDir private Path folder;
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
  void everyStateShouldBeToldOnceItIsOnDiskAndInOrder() {
    List<FarmChange> told = new CopyOnWriteArrayList<>();
    List<FrameState> onDisk = new CopyOnWriteArrayList<>();
    try (Changes.Watch _ =
        farm.ports
            .changes()
            .watch(
                Interest.ALL,
                changes -> {
                  for (FarmChange change : changes) {
                    if (change instanceof FarmChange.OfFrame(var job, var frame)) {
                      // Another connection reads, which sees what was committed only.
                      onDisk.add(farm.ports.frames().byId(frame.id()).orElseThrow().state());
                    }
                    told.add(change);
                  }
                })) {
      Job job = farm.submit(TestFarm.job("told", TestFarm.layer("comp", "1", "exit 0")));
      farm.awaitState(job, JobState.SUCCEEDED);
      TestFarm.await(() -> frames(told).size() == 2, () -> "told: " + told);

      assertThat(frames(told)).containsExactly(FrameState.RUNNING, FrameState.SUCCEEDED);
      assertThat(onDisk).containsExactlyElementsOf(frames(told));
      assertThat(
              told.stream()
                  .filter(FarmChange.OfJob.class::isInstance)
                  .map(change -> ((FarmChange.OfJob) change).job().state())
                  .distinct())
          .containsExactly(JobState.WAITING, JobState.RUNNING, JobState.SUCCEEDED);
    }
  }

  private static List<FrameState> frames(List<FarmChange> told) {
    return told.stream()
        .filter(FarmChange.OfFrame.class::isInstance)
        .map(change -> ((FarmChange.OfFrame) change).frame().state())
        .toList();
  }

  @Test
  void whatIsUndoneShouldNotBeTold() {
    Job job =
        farm.submit(TestFarm.paused(TestFarm.job("held", TestFarm.layer("comp", "1", "true"))));
    List<FarmChange> told = new CopyOnWriteArrayList<>();
    try (Changes.Watch _ = farm.ports.changes().watch(Interest.ALL, told::addAll)) {
      // The second job has the name of the first: both are undone.
      assertThatThrownBy(() ->
              farm.submitAll(
                  List.of(
                      TestFarm.job("new", TestFarm.layer("comp", "1", "true")),
                      TestFarm.job("held", TestFarm.layer("comp", "1", "true")))))
          .isInstanceOf(FarmException.class);
      assertThat(told).isEmpty();

      farm.ports.jobControl().setPriority(job.id(), 7);

      assertThat(told).hasSize(1);
      assertThat(told.getFirst())
          .isInstanceOfSatisfying(
              FarmChange.OfJob.class, change -> assertThat(change.job().priority()).isEqualTo(7));
    }
  }

  @Test
  void commentsShouldBeToldAsChangesOfWhatTheyAreOn() {
    Job job =
        farm.submit(TestFarm.paused(TestFarm.job("held", TestFarm.layer("comp", "1", "true"))));
    Host host = farm.ports.hosts().all().getFirst();
    List<FarmChange> told = new CopyOnWriteArrayList<>();
    try (Changes.Watch _ = farm.ports.changes().watch(Interest.ALL, told::addAll)) {
      Comment comment =
          farm.ports.work().comments().add(Commented.of(job.id()), "ada", "Noise", "");
      farm.ports.work().comments().add(Commented.of(host.id()), "ada", "Disk", "");
      farm.ports.work().comments().delete(comment.id());

      assertThat(told)
          .extracting(change ->
              switch (change) {
                case FarmChange.OfJob(var one) -> "job " + one.hasComment();
                case FarmChange.OfHost(var one) -> "host " + one.hasComment();
                default -> change.toString();
              })
          .containsExactly("job true", "host true", "job false");
    }
  }

  @Test
  void whoCannotHearShouldNotHarmTheFarm() {
    try (Changes.Watch _ =
        farm.ports
            .changes()
            .watch(
                Interest.ALL,
                changes -> {
                  throw new IllegalStateException("deaf");
                })) {
      Job job = farm.submit(TestFarm.job("deaf", TestFarm.layer("comp", "1", "exit 0")));
      farm.awaitState(job, JobState.SUCCEEDED);
    }
  }

  @Test
  void manyFramesAtOnceShouldBeToldAsMany() {
    int many = Journal.MOST_FRAMES + 1;
    Job job =
        farm.submit(
            TestFarm.paused(TestFarm.job("many", TestFarm.layer("comp", "1-" + many, "true"))));
    List<FarmChange> told = new CopyOnWriteArrayList<>();
    try (Changes.Watch _ = farm.ports.changes().watch(Interest.ALL, told::addAll)) {
      farm.ports.frameControl().eat(FrameQuery.of(job.id()), TestFarm.BY_TEST);

      assertThat(frames(told)).isEmpty();
      assertThat(told.stream().filter(FarmChange.ManyFrames.class::isInstance)).hasSize(1);
    }
  }
}
