package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.KILL_JOBS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LOCK_HOSTS;
import static io.farmgate.domain.contract.Capability.PAUSE;
import static io.farmgate.domain.contract.FarmDriver.REASON;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.Changes;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.FarmChange.Kind;
import io.farmgate.domain.port.Interest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What {@link Changes} means. */
public interface ChangesContract extends FarmUnderTest {

  @Test
  default void aJobShouldBeToldFromItsLaunchToItsEnd() {
    FarmDriver drive = drive(LAUNCH);
    List<FarmChange> told = new CopyOnWriteArrayList<>();
    try (Changes.Watch _ = farm().changes().watch(Interest.ALL, told::addAll)) {
      Job job = drive.launch("told", "1", drive.work().untilOpened("end"));
      drive.until(
          "the frame to be told as running",
          () -> told,
          all -> all.stream().anyMatch(frame(job, FrameState.RUNNING)));
      drive.work().open("end");
      drive.until(
          "the frame to be told as succeeded",
          () -> told,
          all ->
              all.stream().anyMatch(frame(job, FrameState.SUCCEEDED))
                  && all.stream().anyMatch(job(job, JobState.SUCCEEDED)));

      assertThat(told.stream().flatMap(change -> change.of().stream()).map(Job::id))
          .contains(job.id());
      assertThat(told)
          .anyMatch(change ->
              change instanceof FarmChange.OfLayer(Job of, var layer)
                  && of.id().equals(job.id())
                  && layer.name().equals("comp")
                  && layer.frames().succeeded() == 1);
      assertThat(told.stream().filter(job(job, JobState.SUCCEEDED)).count()).isPositive();
      // In order: nothing of before its end comes after it.
      List<JobState> states =
          told.stream()
              .filter(
                  change -> change instanceof FarmChange.OfJob(Job of) && of.id().equals(job.id()))
              .map(change -> ((FarmChange.OfJob) change).job().state())
              .toList();
      assertThat(states.getLast()).isEqualTo(JobState.SUCCEEDED);
      assertThat(states.indexOf(JobState.SUCCEEDED))
          .isGreaterThan(states.lastIndexOf(JobState.RUNNING));
    }
  }

  @Test
  default void whatAPersonDoesShouldBeToldAndWhatWasThereBeforeNot() {
    FarmDriver drive = drive(LAUNCH, PAUSE, KILL_JOBS);
    Job job = drive.launch("before", "1-2", drive.work().untilOpened("never"));
    drive.until("a frame to run", () -> drive.again(job), now -> now.frames().running() > 0);
    List<FarmChange> told = new CopyOnWriteArrayList<>();
    try (Changes.Watch _ = farm().changes().watch(Interest.ALL, told::addAll)) {
      farm().jobControl().pause(job.id());

      drive.until(
          "the pause to be told",
          () -> told,
          all ->
              all.stream()
                  .anyMatch(change ->
                      change instanceof FarmChange.OfJob(Job of)
                          && of.id().equals(job.id())
                          && of.paused()));
      farm().jobControl().kill(job.id(), REASON);
      drive.until(
          "the end to be told",
          () -> told,
          all -> all.stream().anyMatch(job(job, JobState.KILLED)));
    }
  }

  @Test
  default void theLockOfAHostShouldBeTold() {
    FarmDriver drive = drive(LOCK_HOSTS);
    List<FarmChange> told = new CopyOnWriteArrayList<>();
    Interest hosts = new Interest(Set.of(), Set.of(Kind.HOST));
    try (Changes.Watch _ = farm().changes().watch(hosts, told::addAll)) {
      drive.lockAll(Host.LockState.LOCKED);

      drive.until(
          "the lock to be told",
          () -> told,
          all ->
              all.stream()
                  .anyMatch(change ->
                      change instanceof FarmChange.OfHost(Host host)
                          && host.lockState() == Host.LockState.LOCKED));
      drive.lockAll(Host.LockState.OPEN);
    }
  }

  @Test
  default void nothingShouldBeToldAfterTheEndOfAWatch() {
    FarmDriver drive = drive(LAUNCH);
    List<FarmChange> told = new CopyOnWriteArrayList<>();
    List<FarmChange> after = new CopyOnWriteArrayList<>();
    Changes.Watch ended = farm().changes().watch(Interest.ALL, after::addAll);
    try (Changes.Watch _ = farm().changes().watch(Interest.ALL, told::addAll)) {
      ended.close();
      int before = after.size();
      Job job = drive.launch("quiet", "1", drive.work().untilOpened("end"));
      drive.until(
          "the other to be told",
          () -> told,
          all -> all.stream().anyMatch(job(job, JobState.RUNNING)));
      drive.work().open("end");
      drive.await(job, JobState.SUCCEEDED);

      assertThat(after).hasSize(before);
    }
  }

  private static Predicate<FarmChange> frame(Job job, FrameState state) {
    return change ->
        change instanceof FarmChange.OfFrame(Job of, var frame)
            && of.id().equals(job.id())
            && frame.state() == state;
  }

  private static Predicate<FarmChange> job(Job job, JobState state) {
    return change ->
        change instanceof FarmChange.OfJob(Job of)
            && of.id().equals(job.id())
            && of.state() == state;
  }
}
