package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static io.farmgate.adapter.embedded.TestFarm.paused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How frames run: their command, environment, log, and what their end means. */
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
    assertThat(done.coresInUse()).isEqualTo(Cores.ZERO);
    assertThat(farm.ports.procs().all()).isEmpty();
    assertThat(farm.frames(job))
        .allSatisfy(frame -> {
          assertThat(frame.state()).isEqualTo(FrameState.SUCCEEDED);
          assertThat(frame.exitStatus()).isZero();
          assertThat(frame.startTime()).isPresent();
          assertThat(frame.stopTime()).isPresent();
          assertThat(frame.lastCores()).isEqualTo(Cores.ONE);
          assertThat(frame.lastHost()).isEqualTo(HostStore.hostName());
        });
    assertThat(TestFarm.read(farm.log(job, "0003-comp"))).contains("\nframe 3\n");
  }

  @Test
  void logShouldStandWhereOpenCuePutsItAndTellTheRun() {
    Job job = farm.submit(job("logged", layer("comp", "7", "echo out; echo err >&2; exit 3")));
    farm.awaitState(job, JobState.FAILED);

    Path log =
        folder.resolve(
            "logs/demo_show/sh010/logs/demo_show-sh010-ada_logged--"
                + job.id()
                + "/demo_show-sh010-ada_logged.0007-comp.rqlog");
    assertThat(log).exists();
    assertThat(TestFarm.read(log))
        .containsSubsequence(
            "command      echo out; echo err >&2; exit 3\n",
            "host         " + HostStore.hostName() + "\n",
            "start        ",
            "=====\nout\nerr\n",
            "end          ",
            "exitStatus   3\n",
            "exitSignal   0\n");
  }

  @Test
  void earlierLogsShouldBeKeptBesideTheLast() {
    Job job = farm.submit(job("retried", 2, false, layer("comp", "1", "echo $$; exit 1")));
    farm.awaitState(job, JobState.FAILED);

    Path log = farm.log(job, "0001-comp");
    assertThat(List.of(log, Path.of(log + ".1"), Path.of(log + ".2"))).allMatch(Files::exists);
    assertThat(Path.of(log + ".3")).doesNotExist();
    assertThat(TestFarm.read(Path.of(log + ".1"))).isNotEqualTo(TestFarm.read(log));
  }

  @Test
  void frameWhoseLogCannotBeWrittenShouldWaitForItAndNotFail() throws IOException {
    Job job = farm.submit(paused(job("logless", layer("comp", "1-3", "echo made"))));
    Path inTheWay = Path.of(farm.job(job.id()).logDirectory());
    Files.createDirectories(inTheWay.resolve(".."));
    Files.createFile(inTheWay);
    farm.ports.jobControl().resume(job.id());
    farm.awaitFrame(job, "0001-comp", FrameState.RUNNING);
    farm.ports.jobControl().pause(job.id());
    farm.awaitFrame(job, "0001-comp", FrameState.WAITING);

    Files.delete(inTheWay);
    farm.ports.jobControl().resume(job.id());
    farm.awaitState(job, JobState.SUCCEEDED);

    assertThat(farm.frames(job)).allMatch(frame -> frame.retries() == 0);
    assertThat(TestFarm.read(farm.log(job, "0001-comp"))).contains("\nmade\n");
  }

  @Test
  void frameShouldBeRetriedAndThenDead() {
    Job job = farm.submit(job("failing", 2, false, layer("comp", "1-2", "exit #IFRAME#")));
    farm.awaitState(job, JobState.FAILED);

    Frame dead = farm.frame(job, "0002-comp");
    assertThat(dead.state()).isEqualTo(FrameState.DEAD);
    assertThat(dead.retries()).isEqualTo(2);
    assertThat(dead.exitStatus()).isEqualTo(2);
    assertThat(farm.job(job.id()).stopTime()).isEmpty();
  }

  @Test
  void frameShouldFailOnceAndSucceedOnItsRetry() {
    Path marker = folder.resolve("tried");
    Job job =
        farm.submit(
            job(
                "second",
                3,
                false,
                layer("comp", "1", "test -e " + marker + " || { touch " + marker + "; exit 1; }")));
    farm.awaitState(job, JobState.SUCCEEDED);

    assertThat(farm.frame(job, "0001-comp").retries()).isEqualTo(1);
  }

  @Test
  void autoEatShouldEatWhatWouldBeDead() {
    Job job = farm.submit(job("eaten", 1, true, layer("comp", "1-3", "exit 1")));
    farm.awaitState(job, JobState.SUCCEEDED);

    assertThat(farm.job(job.id()).frames().eaten()).isEqualTo(3);
    assertThat(farm.frame(job, "0001-comp").retries()).isEqualTo(1);
  }

  @Test
  void signalShouldBeTold() {
    Job job = farm.submit(job("signalled", layer("comp", "1", "kill -9 $$")));
    farm.awaitState(job, JobState.FAILED);

    Frame frame = farm.frame(job, "0001-comp");
    assertThat(frame.exitStatus()).isEqualTo(137);
    assertThat(frame.exitSignal()).isEqualTo(9);
  }

  @Test
  void chunkShouldBeOneFrameAndOneRun() {
    Job job =
        farm.submit(
            job(
                "chunked",
                layer(
                    "comp",
                    "1-10",
                    4,
                    "echo run #FRAME_START# to #FRAME_END# in #FRAME_CHUNK#: #FRAMESPEC#",
                    Optional.empty(),
                    Optional.empty())));
    farm.awaitState(job, JobState.SUCCEEDED);

    assertThat(farm.frames(job)).extracting(Frame::number).containsExactly(1, 5, 9);
    assertThat(TestFarm.read(farm.log(job, "0009-comp"))).contains("\nrun 9 to 10 in 4: 9-10\n");
  }

  @Test
  void environmentShouldBeTheDocumentedOneAndNothingOfTheGateways() {
    LayerSpec plain = layer("comp", "12", "env");
    LayerSpec own =
        new LayerSpec(
            plain.name(),
            plain.type(),
            plain.command(),
            plain.range(),
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            Map.of("BOTH", "layer", "OF_LAYER", "l", "CUE_JOB", "forged"),
            Optional.empty(),
            Optional.empty());
    JobSpec spec =
        new JobSpec(
            "env",
            false,
            Optional.empty(),
            0,
            false,
            "",
            Optional.empty(),
            Map.of("BOTH", "job", "OF_JOB", "two words"),
            List.of(own));
    Job job = farm.submit(spec);
    farm.awaitState(job, JobState.SUCCEEDED);

    Map<String, String> seen = variables(TestFarm.read(farm.log(job, "0012-comp")));
    assertThat(seen)
        .containsEntry("BOTH", "layer")
        .containsEntry("OF_JOB", "two words")
        .containsEntry("OF_LAYER", "l")
        .containsEntry("CUE_JOB", job.name())
        .containsEntry("CUE_JOB_ID", job.id().value())
        .containsEntry("CUE_LAYER", "comp")
        .containsEntry("CUE_FRAME", "0012-comp")
        .containsEntry("CUE_FRAME_ID", farm.frame(job, "0012-comp").id().value())
        .containsEntry("CUE_IFRAME", "12")
        .containsEntry("CUE_SHOW", "demo_show")
        .containsEntry("CUE_SHOT", "sh010")
        .containsEntry("CUE_USER", "ada")
        .containsEntry("CUE_RANGE", "12")
        .containsEntry("CUE_CHUNK", "1")
        .containsEntry("CUE_THREADS", "1")
        .containsEntry("CUE_LOG_PATH", job.logDirectory())
        .containsKey("PATH");
    Set<String> expected =
        Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "TERM");
    Set<String> others =
        seen.keySet().stream()
            .filter(name -> !name.startsWith("CUE") && !expected.contains(name))
            .collect(Collectors.toSet());
    // PWD, OLDPWD, SHLVL and _ are the shell's own.
    assertThat(others)
        .isSubsetOf(
            "BOTH",
            "OF_JOB",
            "OF_LAYER",
            "show",
            "shot",
            "jobid",
            "jobhost",
            "frame",
            "zframe",
            "logfile",
            "mcp",
            "maxframetime",
            "minspace",
            "SP_NOMYCSHRC",
            "LC_ALL",
            "LC_CTYPE",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_");
  }

  @Test
  void gatewaysOwnVariablesShouldNotReachAFrame() {
    RunOrder order =
        new RunOrder(
            "proc",
            1,
            "frame",
            1,
            "show",
            "shot",
            "ada",
            "job",
            "name",
            "layer",
            "comp",
            "true",
            "1",
            1,
            false,
            250,
            1 << 20,
            0,
            0,
            Path.of("/logs/x.rqlog"),
            Map.of(),
            RunOrder.Limits.NONE);

    Map<String, String> seen =
        FrameEnvironment.of(
            order,
            RunPlace.ANY,
            "host",
            Map.of(
                "JWT_SECRET", "s", "FARMGATE_HOME", "h", "CUEBOT_ENDPOINT", "c", "PATH", "/bin"));

    assertThat(seen)
        .doesNotContainKeys("JWT_SECRET", "FARMGATE_HOME", "CUEBOT_ENDPOINT")
        .containsEntry("PATH", "/bin")
        .containsEntry("CUE_THREADS", "2")
        .containsEntry("CUE_MEMORY", "1024");
  }

  @Test
  void standardInputShouldBeEmpty() {
    Job job = farm.submit(job("stdin", layer("comp", "1", "cat; readlink /proc/self/fd/0")));
    farm.awaitState(job, JobState.SUCCEEDED);

    assertThat(TestFarm.read(farm.log(job, "0001-comp"))).contains("\n/dev/null\n");
  }

  @Test
  void usedMemoryShouldBeMeasured() throws IOException {
    // The shell holds 40 MB in a variable until it was looked at.
    Path seen = folder.resolve("seen");
    String wait = "until [ -e " + seen + " ]; do sleep 0.1; done";
    Job job =
        farm.submit(
            job(
                "fat",
                layer("comp", "1", "x=$(head -c 40000000 /dev/zero | tr '\\0' a); " + wait)));
    TestFarm.await(
        () -> farm.frame(job, "0001-comp").usedMemoryBytes() > 40_000_000,
        () -> "uses " + farm.frame(job, "0001-comp").usedMemoryBytes());
    FrameQuery all = FrameQuery.of(job.id());
    FrameQuery big =
        new FrameQuery(
            all.job(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Optional.of(40_000_000L),
            0,
            0);
    assertThat(farm.ports.frames().list(big)).hasSize(1);
    assertThat(farm.ports.procs().all().getFirst().usedMemoryBytes()).isGreaterThan(40_000_000);

    Files.createFile(seen);
    farm.awaitState(job, JobState.SUCCEEDED);
    assertThat(farm.frame(job, "0001-comp").maxRssBytes()).isGreaterThan(40_000_000);
    assertThat(farm.frame(job, "0001-comp").totalCoreTime()).isPositive();
    assertThat(farm.ports.frames().list(big)).hasSize(1);
  }

  @Test
  void namesThatWouldLeaveTheLogRootShouldBeRefused() {
    Submission escaping =
        new Submission(
            "",
            "demo_show",
            "../../etc",
            "ada",
            OptionalInt.empty(),
            "",
            List.of(job("escaping", layer("comp", "1", "true"))),
            List.of());

    assertThatThrownBy(() -> farm.ports.submissions().launch(escaping))
        .isInstanceOfSatisfying(
            FarmException.class,
            e -> assertThat(e.failure()).isInstanceOf(FarmFailure.Invalid.class));
    assertThat(farm.ports.shows().byName("demo_show").orElseThrow().pendingJobs()).isZero();
  }

  @Test
  void tenThousandFramesShouldBeTakenAndListedByPage() {
    Job job =
        farm.submit(
            TestFarm.paused(
                job("big", layer("one", "1-6000", "true"), layer("two", "1-4000", "true"))));

    assertThat(job.frames().waiting()).isEqualTo(10_000);
    List<Frame> page = farm.ports.frames().list(FrameQuery.of(job.id()).page(5_995, 10));
    assertThat(page.stream().map(Frame::name))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 10)
                .mapToObj(i -> i <= 5 ? (5995 + i) + "-one" : "000" + (i - 5) + "-two")
                .toList());
    assertThat(farm.ports.frames().list(FrameQuery.of(job.id()).page(9_998, 10))).hasSize(2);
    assertThat(farm.ports.frameControl().eat(FrameQuery.of(job.id()), BY_TEST)).isEqualTo(10_000);
    assertThat(farm.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
  }

  private static Map<String, String> variables(String log) {
    String body = log.substring(log.indexOf("=====\n", 60));
    return body.lines()
        .filter(line -> line.indexOf('=') > 0 && !line.startsWith("==="))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf('=')),
                line -> line.substring(line.indexOf('=') + 1),
                (first, second) -> second));
  }
}
