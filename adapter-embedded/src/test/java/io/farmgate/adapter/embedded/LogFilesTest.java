package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Frames;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.Jobs;
import io.farmgate.domain.port.OpenLog;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.spec.Specs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a farm's word can lead to, and which it never can. */
class LogFilesTest {
  private static final String SECRET = "a secret\n";

  @TempDir Path folder;
  private Path root;
  private Path logs;
  private Path secret;
  private Path log;
  private Job job;
  private Frame frame;

  @BeforeEach
  void write() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    logs = Files.createDirectories(root.resolve("show/shot/logs/job--1"));
    InMemoryFarm farm = new InMemoryFarm(Clock.systemUTC());
    farm.ports().shows().create("some_show");
    job =
        farm.ports()
            .submissions()
            .launch(
                Specs.submission("some_show", Specs.job("job", Specs.layer("comp", "1", "true"))))
            .getFirst();
    frame = farm.ports().frames().list(FrameQuery.of(job.id())).getFirst();
    log = logs.resolve(job.name() + ".0001-comp.rqlog");
    Files.writeString(log, "the log\n");
    // What must never be read has the very name of the log, where only its place is wrong.
    secret = Files.createDirectories(folder.resolve("outside")).resolve(log.getFileName());
    Files.writeString(secret, SECRET);
  }

  /** A farm that says that the logs of its only job are there. */
  private LogFiles files(String logDirectory, Path... roots) {
    return files(logDirectory, frame, roots);
  }

  private LogFiles files(String logDirectory, Frame told, Path... roots) {
    Job lying = withLogs(job, logDirectory);
    Jobs jobs =
        new Jobs() {
          @Override
          public List<Job> list(JobQuery query) {
            return List.of(lying);
          }

          @Override
          public Optional<Job> byId(JobId id) {
            return Optional.of(lying).filter(one -> one.id().equals(id));
          }

          @Override
          public Optional<Job> byName(String name) {
            return Optional.of(lying);
          }

          @Override
          public Page<Job> page(JobQuery query, JobOrder order, PageRequest request) {
            throw new AssertionError("no list is wanted");
          }
        };
    Frames frames =
        new Frames() {
          @Override
          public List<Frame> list(FrameQuery query) {
            return query.job().filter(job.id()::equals).isPresent() ? List.of(told) : List.of();
          }

          @Override
          public Optional<Frame> byId(FrameId id) {
            return Optional.of(told).filter(one -> one.id().equals(id));
          }

          @Override
          public Page<Frame> page(FrameQuery query, boolean reversed, PageRequest request) {
            throw new AssertionError("no list is wanted");
          }
        };
    return new LogFiles(jobs, frames, List.of(roots), Duration.ZERO);
  }

  private String read(LogFiles files) {
    try (OpenLog open = files.open(frame.id(), Optional.of(job.id()))) {
      byte[] bytes = new byte[1 << 10];
      return new String(bytes, 0, open.read(0, bytes), StandardCharsets.UTF_8);
    }
  }

  private FarmFailure refusal(LogFiles files) {
    FarmException refused = catchThrowableOfType(FarmException.class, () -> read(files));
    assertThat(refused).as("a refusal").isNotNull();
    assertThat(refused.getMessage())
        .as("no path of this machine")
        .doesNotContain(folder.toString());
    return refused.failure();
  }

  @Test
  void aLogUnderARootShouldBeRead() {
    assertThat(read(files(logs.toString(), root))).isEqualTo("the log\n");
    assertThat(read(files(logs.toString(), folder.resolve("missing"), root)))
        .isEqualTo("the log\n");
    assertThat(read(files(logs.toString(), logs))).as("the folder itself").isEqualTo("the log\n");
  }

  @Test
  void withoutARootNothingShouldBeRead() {
    assertThat(refusal(files(logs.toString()))).isInstanceOf(FarmFailure.Unsupported.class);
    assertThat(refusal(files(logs.toString(), folder.resolve("missing"))))
        .isInstanceOf(FarmFailure.Unsupported.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}/outside",
        "{}/root/../outside",
        "{}/root/show/../../outside",
        "{}/root/./../outside",
        "{}/root/show/shot/logs/job--1/../job--1",
        "{}/rootless",
        "{}/root/\0/../outside",
        "{}/outside\0{}/root",
        "outside",
        "../outside",
        "",
        "/",
        "//",
        "/proc/self/cwd",
        "/proc/self/root{}/outside",
        "~/outside",
        "file://{}/outside",
        "{}/nowhere/at/all"
      })
  void whatIsNotUnderARootShouldBeRefused(String told) throws IOException {
    Files.createDirectories(folder.resolve("rootless"));
    Files.writeString(folder.resolve("rootless").resolve(secret.getFileName()), SECRET);

    assertThat(refusal(files(told.replace("{}", folder.toString()), root)))
        .isInstanceOf(FarmFailure.Unsupported.class);
  }

  @Test
  void whetherSomethingIsOutsideShouldNotBeTold() {
    FarmFailure there = refusal(files(folder.resolve("outside").toString(), root));
    FarmFailure notThere = refusal(files(folder.resolve("nowhere").toString(), root));

    assertThat(there).isEqualTo(notThere);
  }

  @Test
  void linksOutOfTheRootShouldBeRefused() throws IOException {
    Path away = Files.createSymbolicLink(root.resolve("away"), folder.resolve("outside"));
    assertThat(refusal(files(away.toString(), root))).isInstanceOf(FarmFailure.Unsupported.class);

    Path up = Files.createSymbolicLink(logs.resolve("up"), Path.of("../../../../../outside"));
    assertThat(refusal(files(up.toString(), root))).isInstanceOf(FarmFailure.Unsupported.class);

    Files.delete(log);
    Files.createSymbolicLink(log, secret);
    assertThat(refusal(files(logs.toString(), root))).isInstanceOf(FarmFailure.Unsupported.class);
  }

  @Test
  void linksUnderTheRootsShouldBeFollowed() throws IOException {
    Path inside = Files.createSymbolicLink(root.resolve("inside"), logs);
    assertThat(read(files(inside.toString(), root))).isEqualTo("the log\n");

    Path linked = Files.createSymbolicLink(folder.resolve("linked"), root);
    assertThat(read(files(logs.toString(), linked)))
        .as("a root that is one")
        .isEqualTo("the log\n");
    assertThat(read(files(linked.resolve("show/shot/logs/job--1").toString(), root)))
        .isEqualTo("the log\n");
  }

  @Test
  void aFolderThatIsSwappedForALinkMeanwhileShouldLeadNowhere() throws Exception {
    Path shot = root.resolve("show/shot");
    Path kept = root.resolve("show/kept");
    Path trap = folder.resolve("trap");
    Files.createDirectories(trap.resolve("logs/job--1"));
    Files.writeString(trap.resolve("logs/job--1").resolve(log.getFileName()), SECRET);
    LogFiles files = files(logs.toString(), root);
    AtomicBoolean over = new AtomicBoolean();
    Thread swapper =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (!over.get()) {
                  Files.move(shot, kept);
                  Files.createSymbolicLink(shot, trap);
                  Files.delete(shot);
                  Files.move(kept, shot);
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    int read = 0;
    try {
      for (int i = 0; i < 3_000; i++) {
        try {
          assertThat(read(files)).isEqualTo("the log\n");
          read++;
        } catch (FarmException e) {
          // Refused in whatever way: what counts is what is never read.
        }
      }
    } finally {
      over.set(true);
      swapper.join();
    }
    assertThat(read).as("it was read, too").isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../outside/x", "a/b", "..", "x\0y", "a\\b", "a\nb"})
  void aFramesNameShouldNotLeaveItsJobsFolder(String layer) {
    FarmFailure failure = refusal(files(logs.toString(), withLayer(frame, layer), root));

    assertThat(failure).isInstanceOfAny(FarmFailure.Invalid.class, FarmFailure.NotFound.class);
  }

  @Test
  void aFrameOfAnotherJobShouldNotBeFound() {
    LogFiles files = files(logs.toString(), root);
    FarmException refused =
        catchThrowableOfType(
            FarmException.class,
            () -> files.open(frame.id(), Optional.of(new JobId("another-job"))));

    assertThat(refused.failure()).isEqualTo(FarmFailure.NotFound.of("frame", frame.id().value()));
  }

  @Test
  void whatIsNoFileShouldBeRefusedAndNotWaitedFor() throws Exception {
    Files.delete(log);
    Files.createDirectory(log);
    assertThat(refusal(files(logs.toString(), root))).isInstanceOf(FarmFailure.Unsupported.class);

    Files.delete(log);
    assertThat(new ProcessBuilder("mkfifo", log.toString()).start().waitFor()).isZero();
    assertThat(refusal(files(logs.toString(), root))).isInstanceOf(FarmFailure.Unsupported.class);

    Files.delete(log);
    assertThat(refusal(files(logs.toString(), root))).isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  void aFarmThatDoesNotTellAFramesJobShouldNeedIt() {
    Frame alone = withoutJob(frame);
    LogFiles files = files(logs.toString(), alone, root);
    FarmException refused =
        catchThrowableOfType(FarmException.class, () -> files.open(frame.id(), Optional.empty()));

    assertThat(refused.failure()).isInstanceOf(FarmFailure.Invalid.class);
    assertThat(refused).hasMessageStartingWith("job: missing (expected: ");
    assertThat(read(files)).isEqualTo("the log\n");
  }

  @Test
  void anOpenLogShouldNotGrowOnceItsNameStandsForAnother() throws IOException {
    LogFiles files = files(logs.toString(), running(frame), root);
    try (OpenLog open = files.open(frame.id(), Optional.of(job.id()))) {
      assertThat(open.extent()).isEqualTo(new OpenLog.Extent(8, true));
      Files.move(log, Path.of(log + ".1"));
      assertThat(open.extent()).isEqualTo(new OpenLog.Extent(8, false));
      Files.writeString(log, "another run\n");
      assertThat(open.extent()).isEqualTo(new OpenLog.Extent(8, false));
    }
  }

  private static Job withLogs(Job job, String logs) {
    return new Job(
        job.id(),
        job.name(),
        job.show(),
        job.shot(),
        job.user(),
        job.uid(),
        job.group(),
        job.facility(),
        job.os(),
        job.priority(),
        job.minCores(),
        job.maxCores(),
        job.paused(),
        job.killed(),
        job.autoEat(),
        job.hasComment(),
        job.maxRetries(),
        job.startTime(),
        job.stopTime(),
        logs,
        job.layers(),
        job.frames(),
        job.coresInUse(),
        job.minGpus(),
        job.maxGpus(),
        job.runs());
  }

  private static Frame running(Frame frame) {
    return frame(frame, frame.jobId(), frame.layerName(), FrameState.RUNNING);
  }

  private static Frame withLayer(Frame frame, String layer) {
    return frame(frame, frame.jobId(), layer, frame.state());
  }

  private static Frame withoutJob(Frame frame) {
    return frame(frame, Optional.empty(), frame.layerName(), frame.state());
  }

  private static Frame frame(Frame frame, Optional<JobId> job, String layer, FrameState state) {
    return new Frame(
        frame.id(),
        job,
        frame.layerId(),
        layer,
        frame.number(),
        state,
        frame.retries(),
        frame.exitStatus(),
        frame.exitSignal(),
        frame.dispatchOrder(),
        frame.startTime(),
        frame.stopTime(),
        frame.maxRssBytes(),
        frame.usedMemoryBytes(),
        frame.reservedMemoryBytes(),
        frame.lastHost(),
        frame.lastCores(),
        frame.totalCoreTime(),
        frame.checkpoint(),
        frame.display(),
        frame.runProgress());
  }
}
