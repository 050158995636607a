package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.KillReason;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** An embedded farm for tests, with short ways to submit and to wait. */
final class TestFarm implements AutoCloseable {
  static final KillReason BY_TEST = new KillReason("tester", "localhost", 0, "test");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final EmbeddedFarmConfig config;
  EmbeddedFarm farm;
  FarmPorts ports;

  TestFarm(EmbeddedFarmConfig config) {
    this.config = config;
    this.farm = EmbeddedFarm.open(config);
    this.ports = farm.ports();
  }

  /** Opens a farm of so many cores and a grace of a second. */
  static TestFarm open(Path folder, int cores) {
    return new TestFarm(config(folder, cores));
  }

  static EmbeddedFarmConfig config(Path folder, int cores) {
    return EmbeddedFarmConfig.of(folder.resolve("state"), folder.resolve("logs"))
        .withCores(Cores.of(cores))
        .withKillGrace(Duration.ofSeconds(1));
  }

  void reopen() {
    farm.close();
    farm = EmbeddedFarm.open(config);
    ports = farm.ports();
  }

  @Override
  public void close() {
    farm.close();
  }

  static LayerSpec layer(String name, String range, String command) {
    return layer(name, range, 1, command, Optional.empty(), Optional.empty());
  }

  static LayerSpec layer(
      String name,
      String range,
      int chunk,
      String command,
      Optional<Cores> cores,
      Optional<Long> memory) {
    return new LayerSpec(
        name,
        LayerType.RENDER,
        command,
        FrameRange.parse(range),
        chunk,
        cores,
        Optional.empty(),
        memory,
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  static JobSpec job(String name, LayerSpec... layers) {
    return job(name, 0, false, layers);
  }

  static JobSpec job(String name, int maxRetries, boolean autoEat, LayerSpec... layers) {
    return new JobSpec(
        name,
        false,
        Optional.empty(),
        maxRetries,
        autoEat,
        "",
        Optional.empty(),
        Map.of(),
        List.of(layers));
  }

  static JobSpec paused(JobSpec job) {
    return new JobSpec(
        job.name(),
        true,
        job.priority(),
        job.maxRetries(),
        job.autoEat(),
        job.os(),
        job.maxCores(),
        job.environment(),
        job.layers());
  }

  static JobSpec prioritised(JobSpec job, int priority) {
    return new JobSpec(
        job.name(),
        job.paused(),
        Optional.of(priority),
        job.maxRetries(),
        job.autoEat(),
        job.os(),
        job.maxCores(),
        job.environment(),
        job.layers());
  }

  static Submission submission(List<JobSpec> jobs, DependSpec... depends) {
    return new Submission(
        "", "demo_show", "sh010", "ada", OptionalInt.of(1000), "", jobs, List.of(depends));
  }

  static DependSpec depend(DependSpec.Kind kind, String dependent, String target) {
    return new DependSpec(kind, false, node(dependent), node(target));
  }

  /** Reads {@code job/layer/frame}. */
  static DependSpec.Node node(String path) {
    String[] parts = (path + "//").split("/", -1);
    return new DependSpec.Node(parts[0], parts[1], parts[2]);
  }

  Job submit(JobSpec job) {
    return ports.submissions().launch(submission(List.of(job))).getFirst();
  }

  List<Job> submitAll(List<JobSpec> jobs, DependSpec... depends) {
    return ports.submissions().launch(submission(jobs, depends));
  }

  Job job(JobId id) {
    return ports.jobs().byId(id).orElseThrow();
  }

  List<Frame> frames(Job job) {
    return ports.frames().list(FrameQuery.of(job.id()));
  }

  Frame frame(Job job, String name) {
    return frames(job).stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  FrameQuery named(Job job, String name) {
    return FrameQuery.one(job.id(), frame(job, name).id());
  }

  Path log(Job job, String frameName) {
    Job now = job(job.id());
    return Path.of(now.logDirectory()).resolve(now.name() + "." + frameName + ".rqlog");
  }

  void awaitState(Job job, JobState state) {
    await(() -> job(job.id()).state() == state, () -> "job is " + job(job.id()));
  }

  void awaitFrame(Job job, String name, FrameState state) {
    await(() -> frame(job, name).state() == state, () -> "frame is " + frame(job, name));
  }

  static void awaitFile(Path file) {
    await(() -> Files.exists(file), () -> file + " is missing");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static void await(BooleanSupplier condition, java.util.function.Supplier<String> what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what.get()).isLessThan(end);
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
