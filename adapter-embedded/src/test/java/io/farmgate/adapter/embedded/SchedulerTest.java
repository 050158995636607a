package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.BY_TEST;
import static io.farmgate.adapter.embedded.TestFarm.depend;
import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static io.farmgate.adapter.embedded.TestFarm.paused;
import static io.farmgate.adapter.embedded.TestFarm.prioritised;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Proc;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs next, and what does not. */
class SchedulerTest {
  private static final int CORES = 2;

  @TempDir Path folder;
  private TestFarm farm;
  private Path order;

  @BeforeEach
  void open() {
    farm = TestFarm.open(folder, CORES);
    order = folder.resolve("order");
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void higherPriorityShouldRunFirstAndThenTheOlderJob() {
    lock(Host.LockState.LOCKED);
    Job old = farm.submit(one("old"));
    Job young = farm.submit(one("young"));
    Job urgent = farm.submit(prioritised(one("urgent"), 50));
    Job raised = farm.submit(one("raised"));
    farm.ports.jobControl().setPriority(raised.id(), 100);

    lock(Host.LockState.OPEN);

    List.of(old, young, urgent, raised).forEach(job -> farm.awaitState(job, JobState.SUCCEEDED));
    assertThat(lines()).containsExactly("raised", "urgent", "old", "young");
  }

  @Test
  void layersAndFramesShouldRunInDispatchOrder() {
    String write = "echo #FRAME# >> " + order;
    Job job =
        farm.submit(job("ordered", wide("first", "3-1", write), wide("second", "1-2", write)));
    farm.awaitState(job, JobState.SUCCEEDED);

    assertThat(lines())
        .containsExactly("0003-first", "0002-first", "0001-first", "0001-second", "0002-second");
  }

  @Test
  void coresShouldNeverBeOverbooked() {
    // Each frame says how many run beside it: a folder a frame, counted and removed.
    Path running = folder.resolve("running");
    String count =
        "mkdir -p %1$s/#IFRAME#; ls %1$s | wc -l >> %2$s; sleep 0.1; rmdir %1$s/#IFRAME#"
            .formatted(running, order);
    Job job = farm.submit(job("many", layer("comp", "1-12", count)));
    farm.awaitState(job, JobState.SUCCEEDED);

    assertThat(lines()).hasSize(12).allMatch(line -> Integer.parseInt(line.strip()) <= CORES);
    assertThat(lines()).anyMatch(line -> Integer.parseInt(line.strip()) == CORES);
  }

  @Test
  void frameShouldNotSeemToStartBeforeTheEndThatItWaitedFor() {
    farm.close();
    farm = new TestFarm(TestFarm.config(folder, CORES).withClock(new SlowToTheScheduler()));
    JobSpec pairs = job("pairs", small("first"), small("second"));
    Job job =
        farm.submitAll(List.of(pairs), depend(Kind.FRAME_BY_FRAME, "pairs/second", "pairs/first"))
            .getFirst();
    farm.awaitState(job, JobState.SUCCEEDED);

    Map<Integer, Instant> ends =
        farm.frames(job).stream()
            .filter(frame -> frame.layerName().equals("first"))
            .collect(Collectors.toMap(Frame::number, frame -> frame.stopTime().orElseThrow()));
    assertThat(farm.frames(job))
        .filteredOn(frame -> frame.layerName().equals("second"))
        .hasSize(20)
        .allSatisfy(frame ->
            assertThat(frame.startTime().orElseThrow()).isAfterOrEqualTo(ends.get(frame.number())));
  }

  /** The system's time, which the scheduler hears a moment late, as on a machine under load. */
  private static final class SlowToTheScheduler extends Clock {
    @Override
    public Instant instant() {
      Instant now = Instant.now();
      if (Thread.currentThread().getName().equals("farm-scheduler")) {
        LockSupport.parkNanos(20_000_000);
      }
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void layerThatAsksForMoreThanTheHostHasShouldTakeItWhole() {
    Job job = farm.submit(job("huge", sized("comp", "1-2", Cores.of(64), 1L << 49)));
    TestFarm.await(() -> farm.ports.procs().all().size() == 1, () -> "a proc");

    Host host = farm.ports.hosts().all().getFirst();
    assertThat(farm.ports.procs().all().getFirst().cores()).isEqualTo(Cores.of(CORES));
    assertThat(host.idleCores()).isEqualTo(Cores.ZERO);
    assertThat(host.idleMemoryBytes()).isZero();
    assertThat(farm.job(job.id()).coresInUse()).isEqualTo(Cores.of(CORES));
  }

  @Test
  void memoryShouldNeverBeOverbooked() {
    long most = farm.ports.hosts().all().getFirst().totalMemoryBytes() * 2 / 3;
    farm.submit(job("memory", sized("comp", "1-3", Cores.of(0.5), most)));
    TestFarm.await(() -> farm.ports.procs().all().size() == 1, () -> "a proc");

    Job small = farm.submit(prioritised(job("small", sized("tiny", "1", Cores.of(0.5), 1)), 9));
    farm.awaitFrame(small, "0001-tiny", FrameState.RUNNING);

    assertThat(farm.ports.procs().all()).hasSize(2);
  }

  @Test
  void wideFrameShouldNotStarveBehindNarrowOnes() {
    Path go = folder.resolve("go");
    Job first = farm.submit(job("first", layer("comp", "1", waitFor(go))));
    farm.awaitFrame(first, "0001-comp", FrameState.RUNNING);
    Job wide = farm.submit(prioritised(job("wide", wide("comp", "1", "true")), 10));
    Job narrow = farm.submit(job("narrow", layer("comp", "1-5", "true")));

    // One core is idle, and what comes after the wide frame would fit there.
    awaitQuietScheduler();
    assertThat(farm.job(narrow.id()).frames().waiting()).isEqualTo(5);

    create(go);
    farm.awaitState(wide, JobState.SUCCEEDED);
    farm.awaitState(narrow, JobState.SUCCEEDED);
    assertThat(start(wide)).isBefore(start(narrow));
  }

  @Test
  void jobShouldKeepToItsMaximumOfCores() {
    Job job = farm.submit(paused(job("bounded", layer("comp", "1-4", "sleep 300"))));
    farm.ports.jobControl().setCores(job.id(), Cores.of(0.5), Cores.ONE);
    farm.ports.jobControl().resume(job.id());
    farm.awaitFrame(job, "0001-comp", FrameState.RUNNING);

    Job other = farm.submit(job("other", layer("comp", "1", "true")));
    farm.awaitState(other, JobState.SUCCEEDED);

    assertThat(farm.ports.procs().all()).extracting(Proc::jobId).containsExactly(job.id());
  }

  @Test
  void pausedJobShouldBookNothingUntilItIsResumed() {
    Job job = farm.submit(paused(one("paused")));
    Job other = farm.submit(one("other"));
    farm.awaitState(other, JobState.SUCCEEDED);
    assertThat(farm.job(job.id()).state()).isEqualTo(JobState.PAUSED);

    farm.ports.jobControl().pause(job.id());
    farm.ports.jobControl().resume(job.id());

    farm.awaitState(job, JobState.SUCCEEDED);
    assertThat(lines()).containsExactly("other", "paused");
  }

  @Test
  void pauseShouldLetRunningFramesGoOn() {
    Path go = folder.resolve("go");
    Job job = farm.submit(job("going", layer("comp", "1-4", waitFor(go))));
    TestFarm.await(() -> farm.ports.procs().all().size() == 2, () -> "two procs");

    farm.ports.jobControl().pause(job.id());
    create(go);

    TestFarm.await(
        () -> farm.job(job.id()).frames().succeeded() == 2, () -> "is " + farm.job(job.id()));
    awaitQuietScheduler();
    assertThat(farm.job(job.id()).frames().waiting()).isEqualTo(2);
    assertThat(farm.job(job.id()).state()).isEqualTo(JobState.PAUSED);
  }

  @Test
  void lockedHostShouldTakeNothingNew() {
    lock(Host.LockState.NIMBY_LOCKED);
    Job job = farm.submit(one("locked"));
    awaitQuietScheduler();
    assertThat(farm.job(job.id()).frames().waiting()).isOne();
    assertThat(farm.ports.hosts().all().getFirst().lockState())
        .isEqualTo(Host.LockState.NIMBY_LOCKED);

    farm.reopen();
    assertThat(farm.ports.hosts().all().getFirst().lockState())
        .isEqualTo(Host.LockState.NIMBY_LOCKED);
    lock(Host.LockState.OPEN);

    farm.awaitState(job, JobState.SUCCEEDED);
  }

  @Test
  void framesOfKilledRunsShouldKeepTheirCoresUntilTheyAreGone() {
    Job job =
        farm.submit(
            job(
                "deaf",
                layer(
                    "comp",
                    "1-4",
                    "trap '' TERM; echo deaf >> " + order + "; while :; do sleep 1; done")));
    // Not before: a process that has not come to its trap ends at the first word.
    TestFarm.await(() -> Files.exists(order) && lines().size() == 2, () -> "two deaf frames");
    assertThat(farm.ports.procs().all()).hasSize(2);
    farm.ports.jobControl().pause(job.id());

    farm.ports.frameControl().kill(FrameQuery.of(job.id()), BY_TEST);

    assertThat(farm.ports.procs().all()).hasSize(2).allMatch(Proc::unbooked);
    assertThat(farm.ports.hosts().all().getFirst().idleCores()).isEqualTo(Cores.ZERO);
    TestFarm.await(() -> farm.ports.procs().all().isEmpty(), () -> "no procs");
  }

  private static String waitFor(Path file) {
    return "while ! test -e " + file + "; do sleep 0.05; done";
  }

  /** A job that writes the word that it is named after, on all cores so that none runs beside. */
  private JobSpec one(String word) {
    return job("job_" + word, wide("comp", "1", "echo " + word + " >> " + order));
  }

  private static LayerSpec wide(String name, String range, String command) {
    return layer(name, range, 1, command, Optional.of(Cores.of(CORES)), Optional.empty());
  }

  private static LayerSpec small(String name) {
    return layer(name, "1-20", 1, "true", Optional.of(Cores.of(0.1)), Optional.of(1L));
  }

  private static LayerSpec sized(String name, String range, Cores cores, long memory) {
    return layer(name, range, 1, "sleep 300", Optional.of(cores), Optional.of(memory));
  }

  private void lock(Host.LockState state) {
    farm.ports.hosts().setLock(farm.ports.hosts().all().getFirst().id(), state);
  }

  private Instant start(Job job) {
    return farm.frames(job).stream()
        .map(Frame::startTime)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }

  private List<String> lines() {
    return TestFarm.read(order).lines().toList();
  }

  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Gives the scheduler ample time to do what it should not do. */
  private static void awaitQuietScheduler() {
    long end = System.nanoTime() + 500_000_000L;
    TestFarm.await(() -> System.nanoTime() > end, () -> "half a second");
  }
}
