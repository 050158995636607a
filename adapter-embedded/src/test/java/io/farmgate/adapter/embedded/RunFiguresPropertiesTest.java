package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.embedded.FrameEnds.End;
import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.RunStats;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.schedule.Amounts;
import io.farmgate.domain.spec.LayerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Random histories of runs, beside a list of all of them that is added up at every look. */
class RunFiguresPropertiesTest {
  private static final Instant START = Instant.ofEpochSecond(1_000_000);
  private static final int GPUS = 3;

  /** One farm's tables for all histories, because making them takes longer than a history. */
  private static @Nullable Tables tables;

  @BeforeContainer
  static void open() throws IOException {
    tables = new Tables(Files.createTempDirectory("farmgate-figures"));
  }

  @AfterContainer
  static void close() {
    Tables opened = tables;
    if (opened != null) {
      opened.database.close();
    }
  }

  @Property(tries = 40)
  void figuresShouldBeThoseOfAllRunsAddedUp(@ForAll long seed) {
    Tables farm = Objects.requireNonNull(tables);
    Random random = new Random(seed);
    Job job = farm.submit(random);
    List<Run> history = new ArrayList<>();
    List<RunOrder> running = new ArrayList<>();
    for (int step = 0; step < 25; step++) {
      farm.clock.pass(Duration.ofMillis(random.nextInt(90_000)));
      if (random.nextInt(8) == 0) {
        farm.retry(job);
      } else if (running.isEmpty() || random.nextInt(3) == 0) {
        running.addAll(farm.book());
      } else {
        RunOrder order = running.remove(random.nextInt(running.size()));
        farm.end(order, random).ifPresent(history::add);
      }
      farm.assertSame(job, history);
    }
    farm.keep(history);
    farm.finish(job, running);
  }

  /** A run as a person with a notebook would write it down. */
  private record Run(
      String layer, boolean succeeded, long millis, int cores, int gpus, long peakRss) {}

  private static final class MovingClock extends Clock {
    private Instant now = START;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** The farm's tables, with nothing that runs. */
  private static final class Tables {
    final MovingClock clock = new MovingClock();
    final FarmDatabase database;
    private final Booking booking;
    private final FrameEnds ends;
    private final JobStore jobs;
    private final LayerStore layers;
    private final ShowStore shows;
    private final JobLauncher launcher;
    private final AtomicInteger names = new AtomicInteger();
    private final Map<String, Instant> started = new HashMap<>();

    /** Of all histories, for the show. */
    private final List<Run> all = new ArrayList<>();

    Tables(Path folder) {
      this.database = FarmDatabase.open(folder.resolve("farm.db"));
      WakeUp wakeUp = new WakeUp();
      HostStore hosts = new HostStore(database, new HostProbe(folder, clock), Cores.of(6), wakeUp);
      this.booking = new Booking(database, hosts, new Amounts(Cores.of(6), 1L << 40, GPUS), clock);
      this.ends = new FrameEnds(database, clock);
      this.jobs = new JobStore(database);
      this.layers = new LayerStore(database);
      this.shows = new ShowStore(database);
      this.launcher = new JobLauncher(database, folder, wakeUp, clock);
      shows.ensure("demo_show");
    }

    Job submit(Random random) {
      return launcher
          .launch(
              TestFarm.submission(
                  List.of(
                      TestFarm.job(
                          "history" + names.incrementAndGet(),
                          random.nextInt(3),
                          random.nextBoolean(),
                          layer("one", random),
                          layer("two", random)))))
          .getFirst();
    }

    private static LayerSpec layer(String name, Random random) {
      return new LayerSpec(
          name,
          LayerType.RENDER,
          "true",
          FrameRange.parse("1-" + (1 + random.nextInt(5))),
          1,
          Optional.of(new Cores(10 + random.nextInt(300))),
          Optional.empty(),
          Optional.empty(),
          random.nextInt(GPUS),
          0,
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty());
    }

    List<RunOrder> book() {
      List<RunOrder> orders = booking.bookBatch().orders();
      orders.forEach(order -> started.put(order.procKey(), clock.instant()));
      return orders;
    }

    /** Ends a run in any way that there is; a run that never was is none. */
    Optional<Run> end(RunOrder order, Random random) {
      int way = random.nextInt(10);
      if (way == 0 || way == 1) {
        ends.ended(order.procKey(), new End.Lost(way == 0));
        return way == 0
            ? Optional.of(new Run(order.layerName(), false, 0, 0, 0, 0))
            : Optional.empty();
      }
      Fate[] fates = Fate.values();
      boolean ended = way < 4;
      if (ended) {
        String fate = fates[random.nextInt(fates.length)].name();
        change("UPDATE proc SET fate = '" + fate + "' WHERE key = '" + order.procKey() + "'");
      }
      int status = random.nextInt(3);
      long rss = random.nextInt(1_000_000);
      FrameState state = ends.ended(order.procKey(), new End.Exited(status, rss));
      assertThat(state == FrameState.SUCCEEDED).isEqualTo(!ended && status == 0);
      return Optional.of(
          new Run(
              order.layerName(),
              state == FrameState.SUCCEEDED,
              Duration.between(Objects.requireNonNull(started.get(order.procKey())), clock.now)
                  .toMillis(),
              order.cores(),
              order.gpus(),
              rss));
    }

    /** As a person who wants all that is over to run again. */
    void retry(Job job) {
      change(
          "UPDATE job SET stopped_at = NULL WHERE key = '" + job.id().value() + "'",
          "UPDATE frame SET state = 'WAITING' WHERE state IN ('DEAD', 'SUCCEEDED', 'EATEN')"
              + " AND layer IN (SELECT l.id FROM layer l JOIN job j ON j.id = l.job"
              + " WHERE j.key = '"
              + job.id().value()
              + "')");
    }

    /** Leaves nothing to book for the next history. */
    void finish(Job job, List<RunOrder> running) {
      change("UPDATE job SET killed = 1, stopped_at = 1 WHERE key = '" + job.id().value() + "'");
      running.forEach(order -> ends.ended(order.procKey(), new End.Lost(false)));
    }

    private void change(String... statements) {
      database.write(h -> {
        for (String sql : statements) {
          h.execute(sql);
        }
        return true;
      });
    }

    void assertSame(Job job, List<Run> history) {
      for (Layer layer : layers.ofJob(job.id())) {
        assertThat(layer.runs())
            .isEqualTo(sum(history.stream().filter(r -> r.layer().equals(layer.name())).toList()));
      }
      assertThat(jobs.byId(job.id()).orElseThrow().runs()).isEqualTo(sum(history));
      List<Run> ofShow = new ArrayList<>(all);
      ofShow.addAll(history);
      assertThat(shows.byName("demo_show").orElseThrow().totals().runs()).isEqualTo(sum(ofShow));
    }

    void keep(List<Run> history) {
      all.addAll(history);
    }

    private static RunStats sum(List<Run> runs) {
      List<Run> good = runs.stream().filter(Run::succeeded).toList();
      List<Run> bad = runs.stream().filter(run -> !run.succeeded()).toList();
      return new RunStats(
          good.size(),
          bad.size(),
          total(good, Run::millis),
          Duration.ofMillis(good.stream().mapToLong(Run::millis).min().orElse(0)),
          Duration.ofMillis(good.stream().mapToLong(Run::millis).max().orElse(0)),
          total(good, run -> run.millis() * run.cores() / 100),
          total(bad, run -> run.millis() * run.cores() / 100),
          total(good, run -> run.millis() * run.gpus()),
          total(bad, run -> run.millis() * run.gpus()),
          runs.stream().mapToLong(Run::peakRss).max().orElse(0));
    }

    private static Duration total(List<Run> runs, ToLongFunction<Run> what) {
      return Duration.ofMillis(runs.stream().mapToLong(what).sum());
    }
  }
}
