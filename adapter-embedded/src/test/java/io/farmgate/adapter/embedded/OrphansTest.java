package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.FrameQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what a farm has left running whose process was killed. */
class OrphansTest {
  @TempDir Path folder;

  @Test
  void frameThatRanShouldBeRunAgainAndCountedAsARetry() throws Exception {
    Path pid = folder.resolve("pid");
    Process gateway = Crashes.start(folder, "one_");
    Job job;
    try {
      Crashes.read(gateway, "submitted");
    } finally {
      gateway.destroyForcibly().waitFor();
    }
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      Crashes.keepOnly(farm, 0);
      job =
          farm.submit(
              job("again", 1, false, layer("comp", "1", "echo $$ >> " + pid + "; sleep 300")));
      TestFarm.awaitFile(pid);
      farm.ports.jobControl().setPriority(job.id(), 1_000);
      farm.ports.frameControl().retry(FrameQuery.of(job.id()), BY_TEST);
      TestFarm.await(() -> lines(pid) == 2, () -> "a second run");
    }

    gateway = Crashes.start(folder, "two_");
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
      assertThat(progressFiles(farm, job)).as("files of runs' progress").isLessThanOrEqualTo(1);
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

  private static long progressFiles(TestFarm farm, Job job) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(farm.job(job.id()).logDirectory()))) {
      return files.filter(file -> file.toString().contains("/.progress-")).count();
    }
  }

  private static int lines(Path file) {
    return Files.exists(file) ? (int) TestFarm.read(file).lines().count() : 0;
  }
}
