package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.embedded.FrameEnds.End;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerSettings;
import io.farmgate.domain.schedule.Amounts;
import io.farmgate.domain.spec.JobSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what people set for layers and jobs is what the next booking goes by. */
class LayerChangesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final long GIB = 1L << 30;
  private static final Amounts TOTAL = new Amounts(Cores.of(4), 16 * GIB, 2);

  @TempDir Path folder;
  private FarmDatabase database;
  private Booking booking;
  private JobLauncher launcher;
  private FrameEnds ends;
  private LayerChanges layers;
  private UpkeepStore upkeep;

  @BeforeEach
  void open() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    WakeUp wakeUp = new WakeUp();
    database = FarmDatabase.open(folder.resolve("farm.db"));
    HostStore host = new HostStore(database, new HostProbe(folder, clock), Cores.of(4), wakeUp);
    new ShowStore(database).ensure("demo_show");
    booking = new Booking(database, host, TOTAL, clock);
    launcher = new JobLauncher(database, folder.resolve("logs"), wakeUp, clock);
    ends = new FrameEnds(database, clock);
    layers = new LayerChanges(database, wakeUp, clock);
    upkeep = new UpkeepStore(database, wakeUp, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void newMemoryShouldCountForTheNextProc() {
    Job job = submit(job("big", layer("comp", "1-3", "true")));
    change(job, settings -> settings.withMemoryBytes(9 * GIB));
    assertThat(book()).extracting(RunOrder::memory).containsExactly(9 * GIB);

    change(job, settings -> settings.withMemoryBytes(GIB));

    assertThat(book()).extracting(RunOrder::memory).containsExactly(GIB, GIB);
  }

  @Test
  void aLayerShouldGrowOnceItMayAndNoFurtherThanItMay() {
    Job job = submit(job("growing", layer("comp", "1-4", "true")));
    change(job, settings -> settings.withThreadable(true).withMemoryBytes(8 * GIB));
    assertThat(book()).extracting(RunOrder::cores).containsExactly(200, 200);
    endAll(0);

    change(job, settings -> settings.withMaxCores(Cores.ONE));
    assertThat(book()).extracting(RunOrder::cores).containsExactly(100, 100);
  }

  @Test
  void gpusOfALayerShouldBeThoseOfTheNextProc() {
    Job job = submit(job("gpu", layer("comp", "1-3", "true")));
    change(job, settings -> settings.withGpus(1).withMaxGpus(1).withGpuMemoryBytes(GIB));

    assertThat(book()).extracting(RunOrder::gpus).containsExactly(1, 1);
    change(job, settings -> settings.withGpus(0));
    assertThat(book()).extracting(RunOrder::gpus).containsExactly(0);
  }

  @Test
  void aJobShouldNeverHoldMoreGpusThanItMay() {
    Job job = submit(job("gpu", layer("comp", "1-3", "true")));
    change(job, settings -> settings.withGpus(1));
    upkeep.setMaxGpus(job.id(), 1);
    assertThat(book()).hasSize(1);

    upkeep.setMaxGpus(job.id(), 0);

    assertThat(book()).hasSize(1);
  }

  @Test
  void aJobBelowItsGpusShouldGoFirstWithinItsPriority() {
    Job old = submit(job("old", layer("comp", "1-2", "true")));
    Job owed = submit(job("owed", layer("comp", "1-2", "true")));
    sql("UPDATE job SET min_cores = 0");
    change(old, settings -> settings.withGpus(1));
    change(owed, settings -> settings.withGpus(1));

    upkeep.setMinGpus(owed.id(), 2);

    assertThat(book())
        .extracting(RunOrder::jobName)
        .allSatisfy(name -> assertThat(name).endsWith("owed"))
        .hasSize(2);
  }

  @Test
  void memoryShouldBeLoweredToWhatWasUsedWhereThatIsAskedFor() {
    Job job = submit(job("learning", layer("comp", "1-20", "true")));
    change(job, settings -> settings.withMemoryBytes(4 * GIB));
    run(GIB);
    assertThat(of(job).memoryBytes()).as("nobody asked for it").isEqualTo(4 * GIB);

    change(job, settings -> settings.withMemoryOptimizer(true));
    run(0);
    assertThat(of(job).memoryBytes()).as("nothing was seen").isEqualTo(4 * GIB);
    run(GIB / 2);
    assertThat(of(job).memoryBytes())
        .as("the most that was ever used")
        .isEqualTo(GIB + LayerMemory.SPARE);
    assertThat(book()).extracting(RunOrder::memory).contains(GIB + LayerMemory.SPARE);
    endAll(3 * GIB);
    assertThat(of(job).memoryBytes()).as("it is never raised").isEqualTo(GIB + LayerMemory.SPARE);
  }

  @Test
  void aRunThatFailedShouldNotLowerTheMemory() {
    Job job = submit(job("failing", layer("comp", "1", "true")));
    change(job, settings -> settings.withMemoryBytes(4 * GIB).withMemoryOptimizer(true));
    book();

    ends.orphans().forEach(proc -> ends.ended(proc.procKey(), new End.Exited(1, GIB)));

    assertThat(of(job).memoryBytes()).isEqualTo(4 * GIB);
  }

  @Test
  void aJobWhoseEndWasLostShouldBeEnded() {
    Job job = submit(job("lost", layer("comp", "1", "true")));
    run(GIB);
    sql("UPDATE job SET stopped_at = NULL");

    upkeep.finishIfDone(job.id());

    assertThat(find(job.id()).stopTime()).isPresent();
    assertThat(find(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void subscribersShouldBeWrittenDown() {
    Job job = submit(job("watched", layer("comp", "1", "true")));

    upkeep.addSubscriber(job.id(), "ada@example.com");
    upkeep.addSubscriber(job.id(), "bob");
    upkeep.addSubscriber(job.id(), "ada@example.com");

    List<String> found =
        database.read(h ->
            h.createQuery("SELECT address FROM job_subscriber ORDER BY address")
                .mapTo(String.class)
                .list());
    assertThat(found).containsExactly("ada@example.com", "bob");
  }

  private Job submit(JobSpec job) {
    return launcher.launch(TestFarm.submission(List.of(job))).getFirst();
  }

  private void change(Job job, UnaryOperator<LayerSettings> change) {
    layers.change(of(job).id(), change);
  }

  private Layer of(Job job) {
    LayerId id = new LayerStore(database).ofJob(job.id()).getFirst().id();
    return new LayerStore(database).byId(id).orElseThrow();
  }

  private Job find(JobId id) {
    return new JobStore(database).byId(id).orElseThrow();
  }

  private List<RunOrder> book() {
    return booking.bookBatch().orders();
  }

  /** Runs what has room, each using so much memory. */
  private void run(long memory) {
    assertThat(book()).isNotEmpty();
    endAll(memory);
  }

  private void endAll(long memory) {
    ends.orphans().forEach(proc -> ends.ended(proc.procKey(), new End.Exited(0, memory)));
  }

  private void sql(String change) {
    database.write(h -> h.execute(change));
  }
}
