package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Job;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.schedule.Reordering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Random orders one after another, beside a list that a person would move about by hand. */
class FrameOrderPropertiesTest {
  private static @Nullable FarmDatabase opened;
  private static final AtomicInteger NAMES = new AtomicInteger();

  @BeforeContainer
  static void open() throws IOException {
    opened = FarmDatabase.open(Files.createTempDirectory("farmgate-orders").resolve("farm.db"));
    new ShowStore(opened).ensure("demo_show");
  }

  @AfterContainer
  static void close() {
    Objects.requireNonNull(opened).close();
  }

  @Property(tries = 100)
  void framesShouldBeInTheOrderOfTheList(@ForAll long seed) {
    Random random = new Random(seed);
    FarmDatabase database = Objects.requireNonNull(opened);
    int frames = 1 + random.nextInt(12);
    Job job = submit(database, frames);
    if (random.nextInt(3) == 0) {
      // As if this layer had been ordered for years.
      int up = FrameOrderChanges.HIGHEST_PLACE - random.nextInt(2 * frames) - frames;
      long layer = layer(database);
      int low = random.nextInt(frames);
      database.write(h ->
          h.execute(
              "UPDATE frame SET dispatch_order = dispatch_order + ? WHERE layer = ? AND number > ?",
              up,
              layer,
              low));
    }
    List<Integer> list = new ArrayList<>(IntStream.rangeClosed(1, frames).boxed().toList());
    for (int step = 0; step < 8; step++) {
      Reordering how = some(random, frames);
      order(list, how);

      new FrameOrderChanges(database).reorder(job.id(), how);

      assertThat(numbers(database, job)).as("%s", how).isEqualTo(list);
      assertThat(places(database))
          .as("%s", how)
          .allMatch(place -> place >= 0 && place <= FrameOrderChanges.HIGHEST_PLACE)
          .doesNotHaveDuplicates();
    }
  }

  /** The obvious way, however slow. */
  private static void order(List<Integer> list, Reordering how) {
    List<Integer> named = new ArrayList<>();
    how.range().frames().distinct().forEach(named::add);
    List<Integer> here = list.stream().filter(named::contains).toList();
    switch (how) {
      case Reordering.First _ ->
          list.sort(Comparator.comparingInt(n -> named.contains(n) ? named.indexOf(n) : 1 << 20));
      case Reordering.Last _ -> list.sort(Comparator.comparingInt(named::indexOf));
      case Reordering.Reversed _ -> {
        for (int i = 0; i < here.size() / 2; i++) {
          Collections.swap(
              list, list.indexOf(here.get(i)), list.indexOf(here.get(here.size() - 1 - i)));
        }
      }
      case Reordering.Staggered(FrameRange range, int step) -> {
        List<Integer> coarseFirst =
            FrameRange.parse(range + ":" + step).frames().filter(here::contains).boxed().toList();
        List<Integer> before = List.copyOf(list);
        for (int i = 0; i < here.size(); i++) {
          list.set(before.indexOf(here.get(i)), coarseFirst.get(i));
        }
      }
    }
  }

  private static Reordering some(Random random, int frames) {
    int from = random.nextInt(frames + 2);
    int to = from + random.nextInt(frames + 1);
    String text =
        switch (random.nextInt(4)) {
          case 0 -> Integer.toString(from);
          case 1 -> to + "," + from;
          case 2 -> "1-" + frames;
          default -> from + "-" + to;
        };
    FrameRange range = FrameRange.parse(text);
    return switch (random.nextInt(4)) {
      case 0 -> new Reordering.First(range);
      case 1 -> new Reordering.Last(range);
      case 2 -> new Reordering.Reversed(range);
      default -> new Reordering.Staggered(FrameRange.parse(from + "-" + to), 1 + random.nextInt(4));
    };
  }

  private static Job submit(FarmDatabase database, int frames) {
    JobLauncher launcher =
        new JobLauncher(database, Path.of("/tmp/no-logs"), new WakeUp(), Clock.systemUTC());
    return launcher
        .launch(
            TestFarm.submission(
                List.of(
                    TestFarm.job(
                        "orders" + NAMES.incrementAndGet(),
                        TestFarm.layer("comp", "1-" + frames, "true")))))
        .getFirst();
  }

  private static List<Integer> numbers(FarmDatabase database, Job job) {
    return new FrameStore(database, new RunningFrames())
        .list(FrameQuery.of(job.id())).stream().map(frame -> frame.number()).toList();
  }

  private static long layer(FarmDatabase database) {
    return database.read(h -> h.createQuery("SELECT max(id) FROM layer").mapTo(Long.class).one());
  }

  private static List<Integer> places(FarmDatabase database) {
    long layer = layer(database);
    return database.read(h ->
        h.createQuery("SELECT dispatch_order FROM frame WHERE layer = :layer")
            .bind("layer", layer)
            .mapTo(Integer.class)
            .list());
  }
}
