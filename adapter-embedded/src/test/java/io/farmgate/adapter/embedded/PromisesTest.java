package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.TaskId;
import io.farmgate.domain.schedule.Amounts;
import io.farmgate.domain.spec.Submission;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the scheduler keeps what departments promise to shots. The host has four cores. */
class PromisesTest {
  @TempDir Path folder;
  private FarmDatabase database;
  private Booking booking;
  private JobLauncher launcher;
  private FrameEnds ends;
  private GroupStore groups;
  private DepartmentStore departments;
  private TaskStore tasks;
  private GroupId root;
  private DepartmentId comp;

  @BeforeEach
  void open() {
    Clock clock = Clock.systemUTC();
    WakeUp wakeUp = new WakeUp();
    database = FarmDatabase.open(folder.resolve("farm.db"));
    HostStore host = new HostStore(database, new HostProbe(folder, clock), Cores.of(4), wakeUp);
    ShowStore shows = new ShowStore(database);
    shows.ensure("demo_show");
    booking = new Booking(database, host, new Amounts(Cores.of(4), 16L << 30, 0), clock);
    launcher = new JobLauncher(database, folder.resolve("logs"), wakeUp, clock);
    ends = new FrameEnds(database, clock);
    groups = new GroupStore(database, wakeUp);
    departments = new DepartmentStore(database, wakeUp);
    tasks = new TaskStore(database, wakeUp);
    ShowId show = shows.byName("demo_show").orElseThrow().id();
    root = groups.ofShow(show).getFirst().id();
    give("comp");
    comp = departments.ofShow(show).getFirst().id();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void give(String department) {
    groups.change(root, settings -> settings.withDepartment(department));
  }

  /** A job of four frames of a core each, that nothing but its shot's task promises anything. */
  private void submit(String shot, String name) {
    launcher.launch(
        new Submission(
            "",
            "demo_show",
            shot,
            "ada",
            OptionalInt.of(1000),
            "",
            List.of(job(name, layer("comp", "1-4", "true"))),
            List.of()));
    database.write(h -> h.execute("UPDATE job SET min_cores = 0"));
  }

  /** Books all there is room for, tells how many frames of which job, and ends them. */
  private String booked(String... names) {
    List<String> jobs =
        booking.bookBatch().orders().stream().map(RunOrder::jobName).sorted().toList();
    ends.requeueAll();
    ends.orphans().forEach(proc -> ends.ended(proc.procKey(), new FrameEnds.End.Lost(false)));
    StringBuilder told = new StringBuilder();
    for (String name : names) {
      told.append(jobs.stream().filter(job -> job.endsWith("_" + name)).count()).append(' ');
    }
    return told.toString().strip();
  }

  @Test
  void whatAShotIsPromisedShouldBeBookedBeforeOlderWork() {
    submit("sh010", "older");
    submit("sh020", "younger");
    assertThat(booked("older", "younger")).isEqualTo("4 0");

    TaskId task = tasks.add(comp, Map.of("sh020", Cores.of(3))).getFirst().id();
    assertThat(booked("older", "younger")).isEqualTo("1 3");
    tasks.setMinCores(task, Cores.of(1));
    assertThat(booked("older", "younger")).isEqualTo("3 1");
    tasks.delete(task);
    assertThat(booked("older", "younger")).isEqualTo("4 0");
  }

  @Test
  void theJobsOfAShotShouldShareWhatItIsPromised() {
    submit("sh010", "older");
    submit("sh020", "one");
    submit("sh020", "two");
    tasks.add(comp, Map.of("sh020", Cores.of(3)));
    database.write(h ->
        h.execute(
            "UPDATE frame SET state = 'DEAD' WHERE dispatch_order > 0 AND layer IN"
                + " (SELECT l.id FROM layer l JOIN job j ON j.id = l.job"
                + " WHERE j.short_name = 'one')"));

    assertThat(booked("older", "one", "two")).isEqualTo("1 1 2");
  }

  @Test
  void aPromiseShouldBeToJobsInGroupsOfItsDepartmentAlone() {
    submit("sh010", "older");
    submit("sh020", "younger");
    tasks.add(comp, Map.of("sh020", Cores.of(3)));

    give("lighting");
    assertThat(booked("older", "younger")).isEqualTo("4 0");
    give("comp");
    assertThat(booked("older", "younger")).isEqualTo("1 3");
    give("");
    assertThat(booked("older", "younger")).isEqualTo("4 0");
  }

  @Test
  void aPromiseShouldNotGoBeforeAHigherPriority() {
    submit("sh010", "urgent");
    submit("sh020", "promised");
    tasks.add(comp, Map.of("sh020", Cores.of(3)));
    database.write(h -> h.execute("UPDATE job SET priority = 200 WHERE short_name = 'urgent'"));

    assertThat(booked("urgent", "promised")).isEqualTo("4 0");
  }

  @Test
  void theShotsOfAManagedDepartmentShouldGetTheirPartsOfItsCores() {
    submit("sh005", "older");
    submit("sh010", "one");
    submit("sh020", "two");
    tasks.add(comp, Map.of("sh010", Cores.of(20), "sh020", Cores.of(40)));
    departments.manage(comp, "comp", Cores.of(3));
    assertThat(booked("older", "one", "two")).isEqualTo("1 1 2");

    tasks.setMinCores(tasks.ofDepartment(comp).getFirst().id(), Cores.ZERO);
    assertThat(booked("older", "one", "two")).isEqualTo("2 0 2");
    tasks.clearAdjustments(comp);
    assertThat(booked("older", "one", "two")).isEqualTo("1 1 2");
    departments.setManagedCores(comp, Cores.ZERO);
    assertThat(booked("older", "one", "two")).isEqualTo("4 0 0");
  }
}
