package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.Lending;
import io.farmgate.domain.LentAmounts;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.schedule.Amounts;
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

/** What is booked in the parts that people lend of a host of four cores. */
class LentWorkTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Amounts TOTAL = new Amounts(Cores.of(4), 4L << 30, 2);
  private static final LentAmounts PLENTY = new LentAmounts(Cores.of(100), 1L << 40, 8, 1L << 40);

  @TempDir Path folder;
  private FarmDatabase database;
  private HostStore hosts;
  private Booking booking;
  private LendingStore lendings;
  private Host host;
  private Job lent;

  @BeforeEach
  void open() {
    start();
    new ShowStore(database).ensure("demo_show");
    host = hosts.all().getFirst();
    OwnerStore owners = new OwnerStore(database, new WakeUp());
    OwnerId owner =
        owners.create(new ShowStore(database).byName("demo_show").orElseThrow().id(), "ada").id();
    new DeedStore(database).give(host.id(), owner);
    lock(Host.LockState.NIMBY_LOCKED);
    lent = submit("lent");
  }

  private void start() {
    WakeUp wakeUp = new WakeUp();
    database = FarmDatabase.open(folder.resolve("farm.db"));
    hosts = new HostStore(database, new HostProbe(folder, CLOCK), Cores.of(4), wakeUp);
    booking = new Booking(database, hosts, TOTAL, CLOCK);
    lendings = new LendingStore(database, wakeUp);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Job submit(String name) {
    return new JobLauncher(database, folder.resolve("logs"), new WakeUp(), CLOCK)
        .launch(TestFarm.submission(List.of(job(name, layer("comp", "1-6", "true")))))
        .getFirst();
  }

  private void lock(Host.LockState lock) {
    hosts.setLock(host.id(), lock);
  }

  private Lending lend(int threads, LentAmounts max) {
    return lendings.lend(WorkRef.of(lent.id()), host.name(), "ada", threads, max);
  }

  private static LentAmounts cores(int cores) {
    return new LentAmounts(Cores.of(cores), 1L << 40, 8, 1L << 40);
  }

  private List<RunOrder> book() {
    return booking.bookBatch().orders();
  }

  private void sql(String change) {
    database.write(h -> h.execute(change));
  }

  @Test
  void aPartShouldTakeWorkOfALockedHostAndNeverMoreThanIsLent() {
    Job other = submit("other");
    assertThat(book()).isEmpty();

    Lending made = lend(1, cores(2));

    assertThat(book()).extracting(RunOrder::jobName).containsExactly(lent.name(), lent.name());
    assertThat(book()).isEmpty();
    lendings.change(made.id(), cores(3));
    assertThat(book()).hasSize(1);
    lendings.change(made.id(), cores(1));
    assertThat(lendings.ofHost(host.id()).getFirst().inUse().cores()).isEqualTo(Cores.of(3));
    assertThat(book()).isEmpty();
    // The farm's own work has what is left.
    sql("UPDATE job SET priority = 200 WHERE key = '" + other.id() + "'");
    lock(Host.LockState.OPEN);
    assertThat(book()).extracting(RunOrder::jobName).containsExactly(other.name());
  }

  @Test
  void eachAmountShouldBoundAPart() {
    sql("UPDATE layer SET memory = 1024, gpus = 1, gpu_memory = 1024");
    Lending made = lend(1, new LentAmounts(Cores.of(4), 2048, 8, 8192));
    assertThat(book()).hasSize(2);
    lendings.end(made.id());
    sql("DELETE FROM proc");
    made = lend(1, new LentAmounts(Cores.of(4), 8192, 1, 8192));
    assertThat(book()).hasSize(1);
    lendings.end(made.id());
    sql("DELETE FROM proc");
    lend(1, new LentAmounts(Cores.of(4), 8192, 8, 1024));
    assertThat(book()).hasSize(1);
    assertThat(lendings.ofHost(host.id()).getFirst().inUse())
        .isEqualTo(new LentAmounts(Cores.ONE, 1024, 1, 1024));
  }

  @Test
  void theMachineShouldNeverBeOverbooked() {
    lock(Host.LockState.OPEN);
    sql("UPDATE job SET max_cores = 300");
    assertThat(book()).hasSize(3);

    lend(1, PLENTY);
    assertThat(book()).hasSize(1);
    assertThat(book()).isEmpty();
    sql("UPDATE proc SET memory = 4294967296 WHERE id = 1");
    sql("DELETE FROM proc WHERE id > 1");
    assertThat(book()).isEmpty();
  }

  @Test
  void procsOfAPartShouldHaveItsThreadsWhateverTheLayerAsks() {
    sql("UPDATE layer SET min_cores = 400, threadable = 1");
    lend(2, PLENTY);

    assertThat(book()).extracting(RunOrder::cores).containsExactly(200, 200);
  }

  @Test
  void neitherSubscriptionNorAllocationNorTagNorMaximumShouldKeepWorkOutOfAPart() {
    sql("DELETE FROM subscription");
    sql("UPDATE layer SET tags = 'elsewhere'");
    sql("INSERT INTO facility (key, name) VALUES ('f', 'cloud')");
    sql("UPDATE job SET facility = 'cloud', max_cores = 100");
    lock(Host.LockState.OPEN);
    assertThat(book()).isEmpty();

    lend(1, PLENTY);
    assertThat(book()).hasSize(4);
  }

  @Test
  void whatIsLentShouldCountForNoMaximum() {
    sql("UPDATE job SET max_cores = 100");
    lend(1, cores(2));
    assertThat(book()).hasSize(2);

    lock(Host.LockState.OPEN);
    assertThat(book()).hasSize(1);
    assertThat(
            new SubscriptionStore(database, new WakeUp())
                .find("demo_show", host.allocation())
                .orElseThrow()
                .reservedCores())
        .isEqualTo(Cores.ONE);
  }

  @Test
  void pausesLimitsShowsTimesAndStatesOfTheHostShouldHoldForAPart() {
    lend(1, cores(1));
    sql("UPDATE job SET paused = 1");
    assertThat(book()).isEmpty();
    sql("UPDATE job SET paused = 0");
    sql("UPDATE show SET booking_enabled = 0");
    assertThat(book()).isEmpty();
    sql("UPDATE show SET booking_enabled = 1");
    sql("UPDATE host SET hardware_state = 'REPAIR'");
    assertThat(book()).isEmpty();
    sql("UPDATE host SET hardware_state = 'UP'");
    sql("INSERT INTO farm_limit (key, name, max_running) VALUES ('k', 'nuke', 0)");
    sql("INSERT INTO layer_limit SELECT id, 1 FROM layer");
    assertThat(book()).isEmpty();
    sql("UPDATE farm_limit SET max_running = 1");
    sql("UPDATE job SET facility = 'elsewhere'");
    sql("UPDATE layer SET start_after = " + NOW.plusSeconds(5).toEpochMilli());
    Booking.Batch batch = booking.bookBatch();
    assertThat(batch.orders()).isEmpty();
    assertThat(batch.next()).contains(Duration.ofMillis(5_001));
    sql("UPDATE layer SET start_after = " + NOW.toEpochMilli());
    assertThat(book()).hasSize(1);
  }

  @Test
  void aPartShouldOutliveARestartAndEndWithItsJob() {
    Lending made = lend(1, cores(1));
    database.close();
    start();

    assertThat(lendings.ofHost(host.id())).containsExactly(made);
    assertThat(book()).hasSize(1);
    sql("UPDATE job SET stopped_at = 1");
    assertThat(lendings.ofHost(host.id())).isEmpty();
    assertThat(lendings.ofHost(new HostId("none"))).isEmpty();
  }

  @Test
  void procsThatOutliveTheirPartShouldCountForNoOther() {
    Lending made = lend(1, cores(1));
    assertThat(book()).hasSize(1);
    lendings.end(made.id());

    lend(1, cores(1));
    assertThat(lendings.ofHost(host.id()).getFirst().inUse()).isEqualTo(LentAmounts.NONE);
    assertThat(book()).hasSize(1);
  }
}
