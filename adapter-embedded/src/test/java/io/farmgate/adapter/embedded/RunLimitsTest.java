package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.farmgate.adapter.embedded.FrameEnds.End;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the farm ends a run by itself, and as what its frames run. */
class RunLimitsTest {
  private static final FrameSettings PLAIN = FrameSettings.DEFAULT;

  @TempDir Path folder;

  @Test
  void frameThatTakesTooLongShouldBeGivenUpWhateverRetriesAreLeft() {
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      Job job =
          farm.submit(
              job(
                  "late",
                  3,
                  false,
                  limited("sleep 300", Optional.of(Duration.ofSeconds(1)), Optional.empty())));

      farm.awaitState(job, JobState.FAILED);

      Frame frame = farm.frame(job, "0001-comp");
      assertThat(frame.state()).isEqualTo(FrameState.DEAD);
      assertThat(frame.retries()).isZero();
      assertThat(TestFarm.read(farm.log(job, "0001-comp")))
          .contains("cause        timeout: it ran longer than 1 s, which its layer allows\n");
    }
  }

  @Test
  void frameThatAnswersItsEndWithZeroShouldNotHaveSucceeded() {
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      Job job =
          farm.submit(
              job(
                  "polite",
                  3,
                  false,
                  limited(
                      "trap 'exit 0' TERM; while :; do sleep 0.1; done",
                      Optional.of(Duration.ofSeconds(1)),
                      Optional.empty())));

      farm.awaitState(job, JobState.FAILED);

      assertThat(farm.frame(job, "0001-comp").state()).isEqualTo(FrameState.DEAD);
      assertThat(TestFarm.read(farm.log(job, "0001-comp")))
          .contains("exitStatus   0\n", "cause        timeout: it ran longer than 1 s");
    }
  }

  @Test
  void runThatAnswersForItsMemoryWithZeroShouldNotHaveSucceeded() {
    End.Exited polite =
        new End.Exited(0, 1 << 30, Optional.of(new RunEnding.OutOfMemory(1 << 30, 1, true)));

    assertThat(polite.succeeded()).isFalse();
    assertThat(polite.toldStatus()).isEqualTo(RunEnding.OutOfMemory.EXIT_STATUS);
    assertThat(new End.Exited(0, 0).succeeded()).isTrue();
    assertThat(new End.Exited(1, 0).succeeded()).isFalse();
  }

  @Test
  void silentFrameShouldBeGivenUpAndOneThatTalksShouldNot() {
    try (TestFarm farm = TestFarm.open(folder, 2)) {
      Optional<Duration> silence = Optional.of(Duration.ofSeconds(5));
      Job silent = farm.submit(job("silent", limited("sleep 300", Optional.empty(), silence)));
      Job talking =
          farm.submit(
              job(
                  "talking",
                  limited(
                      "for i in $(seq 25); do echo $i; sleep 0.3; done",
                      Optional.empty(),
                      silence)));

      farm.awaitState(silent, JobState.FAILED);
      farm.awaitState(talking, JobState.SUCCEEDED);

      assertThat(TestFarm.read(farm.log(silent, "0001-comp")))
          .contains("cause        timeout: it wrote nothing to this log for 5 s");
    }
  }

  @Test
  void frameThatHoldsTooMuchShouldRunAgainWithMoreReserved() {
    FrameSettings twice = new FrameSettings(OptionalDouble.of(2), Optional.empty(), false, false);
    try (TestFarm farm = new TestFarm(TestFarm.config(folder, 1).withFrames(twice))) {
      Job job =
          farm.submit(
              job(
                  "fat",
                  layer(
                      "comp",
                      "1",
                      1,
                      "x=$(head -c 40000000 /dev/zero | tr '\\0' a); sleep 12",
                      Optional.empty(),
                      Optional.of(10L << 20))));

      farm.awaitState(job, JobState.SUCCEEDED);

      assertThat(farm.frame(job, "0001-comp").retries()).isPositive();
      assertThat(farm.ports.layers().ofJob(job.id()).getFirst().memoryBytes())
          .isGreaterThan(20L << 20);
      assertThat(TestFarm.read(Path.of(farm.log(job, "0001-comp") + ".1")))
          .contains("exitStatus   33\n", "cause        memory: it held ");
      assertThat(farm.job(job.id()).runs().maxRssBytes()).isGreaterThan(40_000_000);
    }
  }

  @Test
  void killedFrameShouldHaveAFooterThatSaysSo() {
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      Job job = farm.submit(job("killed", layer("comp", "1", "echo begun; sleep 300")));
      farm.awaitFrame(job, "0001-comp", FrameState.RUNNING);
      Path log = farm.log(job, "0001-comp");
      TestFarm.awaitFile(log);
      // A frame is RUNNING from its booking on; one that is killed so early never runs.
      TestFarm.await(() -> TestFarm.read(log).contains("\nbegun\n"), () -> TestFarm.read(log));

      farm.ports.jobControl().kill(job.id(), BY_TEST);

      TestFarm.await(
          () -> TestFarm.read(log).contains("cause        ended because somebody asked for it\n"),
          () -> TestFarm.read(log));
      assertThat(TestFarm.read(log)).contains("exitSignal   15\n", "maxrss ");
    }
  }

  @Test
  void umaskAndAffinityShouldBeAsSet() {
    FrameSettings settings =
        new FrameSettings(OptionalDouble.empty(), Optional.of("077"), true, false);
    try (TestFarm farm = new TestFarm(TestFarm.config(folder, 1).withFrames(settings))) {
      Job job =
          farm.submit(
              job(
                  "set",
                  layer("comp", "1-2", "umask; grep Cpus_allowed_list /proc/self/status; env")));

      farm.awaitState(job, JobState.SUCCEEDED);

      for (String frame : List.of("0001-comp", "0002-comp")) {
        assertThat(TestFarm.read(farm.log(job, frame)))
            .contains("\n0077\n", "\nCUE_HT=")
            .containsPattern("Cpus_allowed_list:\\s+\\d+\n");
      }
    }
  }

  @Test
  void processorsShouldBeHeldByOneRunAtATime() {
    Processors processors = new Processors(Processors.parse("0-2,8"));

    List<Integer> first = processors.take(250);

    assertThat(first).containsExactly(0, 1, 2);
    assertThat(processors.take(200)).isEmpty();
    assertThat(processors.take(50)).containsExactly(8);
    processors.giveBack(first);
    assertThat(processors.take(100)).containsExactly(0);
  }

  @Test
  void frameOfAUserWhomTheMachineDoesNotKnowShouldFailAndSayWhy() {
    assumeThat(SystemUser.isRoot()).isTrue();
    try (TestFarm farm = new TestFarm(TestFarm.config(folder, 1).withFrames(asJobsUser()))) {
      Job job = submitAs(farm, "nosuchperson", "true");

      farm.awaitState(job, JobState.FAILED);

      assertThat(TestFarm.read(farm.log(job, "0001-comp")))
          .contains("user: 'nosuchperson' (expected: a user of this machine)");
    }
  }

  @Test
  void frameShouldRunAsTheUserOfItsJob() throws IOException {
    assumeThat(SystemUser.isRoot()).isTrue();
    try (TestFarm farm = new TestFarm(TestFarm.config(folder, 1).withFrames(asJobsUser()))) {
      Job job = submitAs(farm, "nobody", "id -un; echo $USER; echo groups $(id -g) $(id -G)");

      farm.awaitState(job, JobState.SUCCEEDED);

      assertThat(TestFarm.read(farm.log(job, "0001-comp")))
          .contains("\nnobody\nnobody\n")
          .contains("\ngroups " + id("-g") + " " + id("-G") + "\n");
    }
  }

  @Test
  void gatewayThatIsNotRootShouldNotPromiseToRunAsTheUsersOfJobs() {
    assertThatThrownBy(() -> new RunPlace.Finder(asJobsUser(), false))
        .isInstanceOf(FarmStartException.class)
        .hasMessageContaining("(expected: a gateway that runs as root, ");

    assertThat(new RunPlace.Finder(asJobsUser(), true)).isNotNull();
    assertThat(SystemUser.isRoot(List.of("Name:\tjava", "Uid:\t1000\t0\t0\t0"))).isTrue();
    assertThat(SystemUser.isRoot(List.of("Uid:\t0\t1000\t1000\t1000", "Gid:\t0\t0\t0\t0")))
        .isFalse();
  }

  @Test
  void accountsOfTheMachineShouldRunNothing() {
    for (String name : List.of("root", "0", "-x", "nobody extra", "")) {
      assertThatThrownBy(() -> SystemUser.person(name))
          .hasMessageContaining("user: '" + name + "' (expected: ");
    }
  }

  @Test
  void groupsOfTheGatewayShouldNotBeTheFrames() throws IOException {
    assumeThat(SystemUser.isRoot()).isTrue();
    RunPlace place = new RunPlace("", List.of(), Optional.of(SystemUser.person("nobody")));
    List<String> gateway =
        new ArrayList<>(List.of(RunPlace.program("setpriv").toString(), "--groups=4711"));
    gateway.addAll(place.prefix());
    gateway.addAll(List.of("id", "-G"));

    assertThat(output(gateway)).isEqualTo(id("-G"));
  }

  @Test
  void fileForProgressShouldBeTheUsers() throws IOException {
    assumeThat(SystemUser.isRoot()).isTrue();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (TestFarm farm = new TestFarm(TestFarm.config(folder, 1).withFrames(asJobsUser()))) {
      Job job = submitAs(farm, "nobody", "echo 70 > $CUE_PROGRESS_FILE; sleep 300");

      TestFarm.await(
          () -> farm.frame(job, "0001-comp").progress().orElse(0) == 70,
          () -> "frame is " + farm.frame(job, "0001-comp"));
    }
  }

  /** Asks the machine for the ids of the user whom frames run as here. */
  private static String id(String what) throws IOException {
    return output(List.of("id", what, "nobody"));
  }

  private static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static FrameSettings asJobsUser() {
    return new FrameSettings(PLAIN.memoryFactor(), PLAIN.umask(), false, true);
  }

  private static Job submitAs(TestFarm farm, String user, String command) {
    return farm.ports
        .submissions()
        .launch(
            new Submission(
                "",
                "demo_show",
                "sh010",
                user,
                OptionalInt.empty(),
                "",
                List.of(job("as_person", layer("comp", "1", command))),
                List.of()))
        .getFirst();
  }

  private static LayerSpec limited(
      String command, Optional<Duration> timeout, Optional<Duration> silence) {
    LayerSpec plain = layer("comp", "1", command);
    return new LayerSpec(
        plain.name(),
        plain.type(),
        plain.command(),
        plain.range(),
        plain.chunk(),
        plain.minCores(),
        plain.threadable(),
        plain.memoryBytes(),
        plain.gpus(),
        plain.gpuMemoryBytes(),
        plain.tags(),
        plain.services(),
        plain.limits(),
        plain.environment(),
        timeout,
        silence);
  }
}
