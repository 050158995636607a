package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Frame;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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

  /**
   * A frame that finds out whether it runs twice at a time: it makes a folder that only one can
   * make, and takes it away. A run that was killed leaves the folder with its pid inside, and that
   * process must be gone, or a zombie that nobody has reaped yet. It must not say that it is done
   * unless it is.
   */
  static String command(Path folder) {
    return """
    mine=%1$s/claims/$CUE_FRAME_ID
    if ! mkdir -p %1$s/claims || ! mkdir $mine 2>/dev/null; then
      other=$(cat $mine/pid 2>/dev/null)
      state=$(sed -n 's/^State:[^A-Z]*//p' /proc/$other/status 2>/dev/null)
      case $state in
        ''|Z*|X*) ;;
        *) echo $CUE_FRAME_ID $$ beside $other: $state $(cat /proc/$other/stat) >> %1$s/twice ;;
      esac
    fi
    echo $$ > $mine/pid
    (setsid sleep 0.2 &)
    sleep 0.$(($CUE_IFRAME * 5 %% 10))
    echo $CUE_FRAME_ID >> %1$s/done
    rm -rf $mine
    """
        .formatted(folder);
  }

  @Test
  void nothingAcknowledgedShouldBeLostAndNothingShouldRunTwice() throws Exception {
    Random random = new Random(20261122);
    Map<String, Integer> priorities = new HashMap<>();
    Map<String, long[]> runs = new HashMap<>();
    Set<String> killed = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Acknowledged told = new Acknowledged(priorities, runs, killed);
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
      keepOnly(farm, 12);
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

  @Test
  void frameThatRanShouldBeRunAgainAndCountedAsARetry() throws Exception {
    Path pid = folder.resolve("pid");
    Process gateway = start("one_");
    Job job;
    try {
      read(gateway, "submitted");
    } finally {
      gateway.destroyForcibly().waitFor();
    }
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      keepOnly(farm, 0);
      job =
          farm.submit(
              job("again", 1, false, layer("comp", "1", "echo $$ >> " + pid + "; sleep 300")));
      TestFarm.awaitFile(pid);
      farm.ports.jobControl().setPriority(job.id(), 1_000);
      farm.ports.frameControl().retry(FrameQuery.of(job.id()), BY_TEST);
      TestFarm.await(() -> lines(pid) == 2, () -> "a second run");
    }

    gateway = start("two_");
    try {
      TestFarm.await(() -> lines(pid) == 3, () -> "a third run");
    } finally {
      gateway.destroyForcibly().waitFor();
    }
    long orphan = Long.parseLong(Files.readAllLines(pid).getLast());
    assertThat(ProcessTable.find(orphan)).as("orphan").isPresent();

    try (TestFarm farm = TestFarm.open(folder, 1)) {
      assertThat(ProcessTable.find(orphan)).as("orphan").isEmpty();
      TestFarm.await(() -> lines(pid) == 4, () -> "a fourth run");
      assertThat(farm.frame(job, "0001-comp").retries()).isOne();
      assertThat(TestFarm.read(Path.of(farm.log(job, "0001-comp") + ".3")))
          .contains("cause        lost: the gateway was gone");
      farm.ports.jobControl().kill(job.id(), BY_TEST);
      farm.awaitState(job, JobState.KILLED);
    }
  }

  @Test
  void otherProcessWithTheSamePidShouldBeLeftAlone() throws Exception {
    Process bystander = new ProcessBuilder("sleep", "300").start();
    try {
      TestFarm farm = TestFarm.open(folder, 1);
      Job job = farm.submit(job("ran", layer("comp", "1", "sleep 300")));
      TestFarm.await(() -> farm.ports.procs().all().size() == 1, () -> "a proc");
      farm.close();
      Statistics.execute(
          folder.resolve("state/farm.db"),
          "UPDATE frame SET state = 'RUNNING'",
          "INSERT INTO proc (key, frame, layer, job, host, cores, memory, started_at, log_path,"
              + " boot_id, pid, pid_started) SELECT 'old', f.id, f.layer, l.job, 1, 100, 1, 0, '', '"
              + ProcessTable.bootId()
              + "', "
              + bystander.pid()
              + ", 12345 FROM frame f JOIN layer l ON l.id = f.layer");

      farm.reopen();

      assertThat(bystander.isAlive()).isTrue();
      TestFarm.await(() -> farm.frame(job, "0001-comp").retries() == 1, () -> "counted");
      farm.close();
    } finally {
      bystander.destroyForcibly().waitFor();
    }
  }

  /**
   * What a farm has said that it has done.
   *
   * @param priorities of jobs, by their ids
   * @param runs how many runs of a job succeeded and failed, at least
   * @param killed jobs
   */
  private record Acknowledged(
      Map<String, Integer> priorities, Map<String, long[]> runs, Set<String> killed) {}

  /** Lets a farm work for a while after it has opened, kills it, and reads what it has said. */
  private void killAfter(Duration time, String prefix, Acknowledged told) throws Exception {
    Process gateway = start(prefix);
    @Nullable Thread killer = null;
    try (BufferedReader said = reader(gateway)) {
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

  private Process start(String prefix) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            CrashingFarm.class.getName(),
            folder.toString(),
            prefix)
        .redirectError(folder.resolve("stderr").toFile())
        .start();
  }

  private static void read(Process gateway, String word) throws IOException {
    BufferedReader said = reader(gateway);
    String line;
    while ((line = said.readLine()) != null && !line.startsWith(word)) {
      // On to the next.
    }
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Kills all unfinished jobs but the first few, so that the test has an end. */
  private static void keepOnly(TestFarm farm, int jobs) {
    farm.ports.jobs().list(JobQuery.UNFINISHED).stream()
        .skip(jobs)
        .forEach(job -> farm.ports.jobControl().kill(job.id(), BY_TEST));
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

  private static int lines(Path file) {
    return Files.exists(file) ? (int) TestFarm.read(file).lines().count() : 0;
  }
}
