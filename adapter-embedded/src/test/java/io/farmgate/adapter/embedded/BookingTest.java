package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static io.farmgate.adapter.embedded.TestFarm.prioritised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Cores;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.schedule.Amounts;
import io.farmgate.domain.spec.JobSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That each rule reads what the database has, and reads it again once it has changed. */
class BookingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Amounts TOTAL = new Amounts(Cores.of(4), 16L << 30, 1);

  @TempDir Path folder;
  private FarmDatabase database;
  private Booking booking;
  private JobLauncher launcher;
  private FrameEnds ends;

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
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void limitShouldBoundItsLayersAndNoOthers() {
    sql("INSERT INTO farm_limit (key, name, max_running) VALUES ('k', 'nuke', 1)");
    submit(job("limited", layer("comp", "1-3", "true")), job("free", layer("comp", "1", "true")));
    sql(
        "INSERT INTO layer_limit SELECT l.id, 1 FROM layer l JOIN job j ON j.id = l.job"
            + " WHERE j.short_name = 'limited'");

    List<RunOrder> first = book();
    assertThat(first)
        .extracting(RunOrder::jobName)
        .satisfiesExactlyInAnyOrder(
            name -> assertThat(name).endsWith("limited"),
            name -> assertThat(name).endsWith("free"));

    sql("UPDATE farm_limit SET max_running = 2");
    assertThat(book()).hasSize(1);
  }

  @Test
  void layerShouldWaitForAHostWithOneOfItsTags() {
    submit(job("tagged", layer("comp", "1", "true")));
    sql("UPDATE layer SET tags = 'gold' || char(10) || 'silver'");
    assertThat(book()).isEmpty();

    sql("INSERT INTO host_tag SELECT id, 'silver' FROM host");
    assertThat(book()).hasSize(1);
  }

  @Test
  void procsShouldGetTheCoresThatTheHostsThreadModeGives() {
    submit(job("narrow", layer("comp", "1-2", "true")));
    sql("UPDATE layer SET threadable = 1, min_cores = 100");
    sql("UPDATE host SET thread_mode = 'VARIABLE'");
    assertThat(book()).extracting(RunOrder::cores).containsExactly(200, 200);
    endAll();

    sql("UPDATE layer SET threadable = 0");
    assertThat(book()).extracting(RunOrder::cores).containsExactly(100, 100);
    endAll();
    sql("UPDATE host SET thread_mode = 'ALL'");
    assertThat(book()).extracting(RunOrder::cores).containsExactly(400);
  }

  @Test
  void hostThatIsNotUpShouldTakeNoWork() {
    submit(job("one", layer("comp", "1", "true")));
    for (String state : List.of("REPAIR", "REBOOT_WHEN_IDLE", "REBOOTING")) {
      sql("UPDATE host SET hardware_state = '" + state + "'");
      assertThat(book()).as(state).isEmpty();
    }
    sql("UPDATE host SET hardware_state = 'UP'");
    assertThat(book()).hasSize(1);
  }

  @Test
  void layerShouldWaitForItsTimeAndTheFarmShouldKnowHowLong() {
    submit(job("later", layer("comp", "1", "true")));
    sql("UPDATE layer SET start_after = " + NOW.plusSeconds(60).toEpochMilli());

    Booking.Batch batch = booking.bookBatch();
    assertThat(batch.orders()).isEmpty();
    assertThat(batch.next())
        .hasValueSatisfying(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61)));

    sql("UPDATE layer SET start_after = " + NOW.toEpochMilli());
    assertThat(book()).hasSize(1);
  }

  @Test
  void showShouldKeepToItsBurstAndRunNothingWithoutASubscription() {
    submit(job("wide", layer("comp", "1-4", "true")));
    sql("UPDATE subscription SET burst = 300");
    assertThat(book()).hasSize(3);

    sql("DELETE FROM subscription");
    endAll();
    assertThat(book()).isEmpty();
  }

  @Test
  void groupAndOwnerShouldKeepToTheirMaxima() {
    submit(job("wide", layer("comp", "1-4", "true")));
    sql("UPDATE job_group SET max_cores = 300");
    sql("INSERT INTO owner (key, name, show, max_cores) SELECT 'k', 'ada', id, 200 FROM show");
    assertThat(book()).hasSize(2);

    sql("DELETE FROM owner");
    assertThat(book()).hasSize(1);
  }

  @Test
  void ofOnePriorityWhatIsBelowItsMinimumShouldGoFirst() {
    submit(job("old", layer("comp", "1-9", "true")), job("owed", layer("comp", "1-9", "true")));
    sql("UPDATE job SET min_cores = 300 WHERE short_name = 'owed'");
    sql("UPDATE job SET min_cores = 0 WHERE short_name = 'old'");
    submit(prioritised(job("urgent", layer("comp", "1", "true")), 9));

    assertThat(book().stream().map(order -> order.jobName().replaceAll(".*_", "")))
        .containsExactly("urgent", "owed", "owed", "owed");
  }

  @Test
  void gpusShouldNeverBeOverbooked() {
    submit(job("gpu", layer("comp", "1-2", "true")), job("none", layer("comp", "1", "true")));
    sql("UPDATE layer SET gpus = 1 WHERE job = 1");
    assertThat(book()).extracting(RunOrder::gpus).containsExactlyInAnyOrder(1, 0);
    endAll();
    sql("UPDATE layer SET gpus = 2 WHERE job = 1");
    assertThat(book())
        .as("what no host has is passed over")
        .extracting(RunOrder::gpus)
        .containsExactly(0);
  }

  @Test
  void groupShouldKeepToItsGpusAndGiveItsDefaultsToJobsThatCome() {
    sql("UPDATE show SET default_max_gpus = 3");
    submit(job("first", layer("comp", "1", "true")));
    sql("UPDATE job_group SET max_gpus = 0, default_min_gpus = 1, default_max_gpus = 2");
    submit(job("second", layer("comp", "1", "true")));
    assertThat(gpus()).containsExactly("0 3", "1 2");
    sql(
        "INSERT INTO job_group (key, show, parent, level, name, default_min_gpus)"
            + " SELECT 'k', show, id, 1, 'comp', 4 FROM job_group");
    sql("UPDATE job SET job_group = (SELECT id FROM job_group WHERE key = 'k') WHERE id = 2");
    assertThat(gpus()).containsExactly("0 3", "4 4");

    sql("UPDATE layer SET gpus = 1");
    sql("UPDATE job SET job_group = (SELECT id FROM job_group WHERE key <> 'k')");
    assertThat(book()).isEmpty();
    sql("UPDATE job_group SET max_gpus = 1");
    assertThat(book()).hasSize(1);
  }

  private List<String> gpus() {
    return database.read(h ->
        h.createQuery("SELECT min_gpus || ' ' || ifnull(max_gpus, '') FROM job ORDER BY id")
            .mapTo(String.class)
            .list());
  }

  @Test
  void jobOfAnotherFacilityShouldNotRunHere() {
    submit(job("there", layer("comp", "1", "true")));
    sql("UPDATE job SET facility = 'cloud'");
    assertThat(book()).isEmpty();
    sql("UPDATE job SET facility = 'local'");
    assertThat(book()).hasSize(1);
  }

  /** A round reads its own changes; what is rolled back must not stay in memory. */
  @Test
  void batchThatIsRolledBackShouldLoseNoWork() {
    submit(job("one", layer("comp", "1", "true")), job("two", layer("comp", "1", "true")));
    sql(
        "CREATE TRIGGER broken AFTER INSERT ON proc WHEN (SELECT count(*) FROM proc) > 1"
            + " BEGIN SELECT RAISE(ABORT, 'no'); END");
    assertThatThrownBy(this::book).isInstanceOf(FarmException.class);

    sql("DROP TRIGGER broken");
    assertThat(book()).hasSize(2);
  }

  private void submit(JobSpec... jobs) {
    launcher.launch(TestFarm.submission(List.of(jobs)));
  }

  private List<RunOrder> book() {
    return booking.bookBatch().orders();
  }

  private void endAll() {
    ends.requeueAll();
    ends.orphans().forEach(proc -> ends.ended(proc.procKey(), new FrameEnds.End.Lost(false)));
  }

  private void sql(String change) {
    database.write(h -> h.execute(change));
  }
}
