package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Commented;
import io.farmgate.domain.Frame;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.JobQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a farm is worth after its process was killed. */
class CrashTest {
  private static final int ROUNDS =
      Integer.getInteger("farmgate.crash.rounds", Boolean.getBoolean("farmgate.long") ? 200 : 15);

  private static final int UNKNOWN = -1;

  @TempDir Path folder;

  @Test
  void nothingAcknowledgedShouldBeLostAndNothingShouldRunTwice() throws Exception {
    Random random = new Random(20261122);
    Map<String, Integer> priorities = new HashMap<>();
    Map<String, long[]> runs = new HashMap<>();
    Set<String> killed = new HashSet<>();
    Set<String> commented = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Acknowledged told = new Acknowledged(priorities, runs, killed, commented);
      killAfter(Duration.ofMillis(random.nextInt(1_000)), "round" + round + "_", told);
      assertThat(folder.resolve("twice")).doesNotExist();
    }

    assertThat(priorities).as("acknowledged jobs").hasSizeGreaterThan(ROUNDS);

    try (TestFarm farm = TestFarm.open(folder, 3)) {
      assertThat(foreign(farm)).as("processes of dead farms").isEmpty();
      priorities.forEach((id, priority) -> {
        Job job = farm.job(new JobId(id));
        assertThat(priority == UNKNOWN || priority == job.priority()).as("%s", job).isTrue();
      });
      assertThat(runs).as("acknowledged figures").isNotEmpty();
      runs.forEach((id, told) -> {
        Job job = farm.job(new JobId(id));
        assertThat(job.runs().succeeded()).as("%s", job).isGreaterThanOrEqualTo(told[0]);
        assertThat(job.runs().failed()).as("%s", job).isGreaterThanOrEqualTo(told[1]);
      });
      assertThat(killed).as("acknowledged kills").isNotEmpty();
      killed.forEach(id -> assertThat(farm.job(new JobId(id)).state()).isEqualTo(JobState.KILLED));
      assertThat(commented).as("acknowledged comments").isNotEmpty();
      commented.forEach(id ->
          assertThat(farm.ports.work().comments().on(Commented.of(new JobId(id)))).hasSize(1));
      Crashes.keepOnly(farm, 12);
      TestFarm.await(
          () -> farm.ports.jobs().list(JobQuery.UNFINISHED).isEmpty(),
          () -> "unfinished: " + farm.ports.jobs().list(JobQuery.UNFINISHED));
      assertThat(folder.resolve("twice")).doesNotExist();
      List<String> done = Files.readAllLines(folder.resolve("done"));
      assertThat(farm.ports.shows().byName("demo_show").orElseThrow().totals().runs().succeeded())
          .as("runs that succeeded")
          .isPositive()
          .isLessThanOrEqualTo(done.size());
      for (Job job : finished(farm)) {
        for (Frame frame : farm.frames(job)) {
          if (frame.state().isDone()) {
            assertThat(done).as("what really ended").contains(frame.id().value());
          }
        }
      }
    }
    Statistics.assertRight(folder.resolve("state/farm.db"));
  }

  /**
   * What a farm has said that it has done.
   *
   * @param priorities of jobs, by their ids
   * @param runs how many runs of a job succeeded and failed, at least
   * @param killed jobs
   * @param commented jobs
   */
  private record Acknowledged(
      Map<String, Integer> priorities,
      Map<String, long[]> runs,
      Set<String> killed,
      Set<String> commented) {}

  /** Lets a farm work for a while after it has opened, kills it, and reads what it has said. */
  private void killAfter(Duration time, String prefix, Acknowledged told) throws Exception {
    Process gateway = Crashes.start(folder, prefix);
    @Nullable Thread killer = null;
    try (BufferedReader said = Crashes.reader(gateway)) {
      String line;
      while ((line = said.readLine()) != null) {
        // A last line may be cut off by the kill.
        String[] words = line.split(" ", -1);
        if (words[0].equals("open")) {
          killer = Thread.ofVirtual().start(() -> killLater(gateway, time));
        } else if (words[0].equals("submitted") && words[1].length() == 36) {
          // Whether the priority was set, too, nobody has said yet.
          told.priorities().put(words[1], UNKNOWN);
        } else if (words[0].equals("priority") && words.length == 3 && words[2].length() == 1) {
          told.priorities().put(words[1], Integer.valueOf(words[2]));
        } else if (words[0].equals("runs") && words.length == 5 && words[4].equals("!")) {
          told.runs()
              .put(words[1], new long[] {Long.parseLong(words[2]), Long.parseLong(words[3])});
        } else if (words[0].equals("killed") && words[1].length() == 36) {
          told.killed().add(words[1]);
        } else if (words[0].equals("commented") && words[1].length() == 36) {
          told.commented().add(words[1]);
        }
      }
    } finally {
      gateway.destroyForcibly().waitFor();
      if (killer != null) {
        killer.join();
      }
    }
  }

  private static void killLater(Process gateway, Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      // Then sooner.
    }
    // By its handle: the process's own method would close what it has said unread.
    gateway.toHandle().destroyForcibly();
  }

  private static List<Job> finished(TestFarm farm) {
    JobQuery q = JobQuery.UNFINISHED;
    return farm.ports
        .jobs()
        .list(
            new JobQuery(
                q.ids(),
                q.names(),
                q.substrings(),
                q.patterns(),
                q.users(),
                q.shots(),
                q.shows(),
                q.states(),
                true,
                0));
  }

  /**
   * Returns the marked processes that are none of the farm's own procs. The farm starts and ends
   * procs meanwhile, so its own are those that it lists before the look or after it.
   */
  private List<Integer> foreign(TestFarm farm) throws IOException {
    Set<String> own = new HashSet<>(marks(farm));
    List<Integer> marked;
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      marked =
          all.map(path -> path.getFileName().toString())
              .filter(name -> name.matches("\\d+"))
              .map(Integer::valueOf)
              .filter(this::isMarked)
              .toList();
    }
    own.addAll(marks(farm));
    return marked.stream()
        .filter(pid -> own.stream().noneMatch(mark -> ProcessTable.hasVariable(pid, mark)))
        .filter(this::isMarked)
        .toList();
  }

  private static List<String> marks(TestFarm farm) {
    return farm.ports.procs().all().stream()
        .map(proc -> ProcessTree.MARKER + "=" + proc.id().value())
        .toList();
  }

  /** Tells whether a process was started by a farm of this test; the machine may have others. */
  private boolean isMarked(int pid) {
    try {
      String environment =
          Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
      return environment.contains(ProcessTree.MARKER + "=")
          && environment.contains("CUE_LOG_PATH=" + folder);
    } catch (IOException e) {
      return false;
    }
  }
}
