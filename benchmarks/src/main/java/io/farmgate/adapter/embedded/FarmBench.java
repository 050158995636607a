package io.farmgate.adapter.embedded;

import static java.util.Locale.ROOT;

import io.farmgate.adapter.embedded.FrameEnds.End;
import io.farmgate.domain.Cores;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.KillReason;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.schedule.Amounts;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the embedded farm's queue costs at a size: 1,000 jobs with a million waiting frames. */
@Command(name = "farm", mixinStandardHelpOptions = true, description = "Measures the queue.")
public final class FarmBench implements Callable<Integer> {
  private static final int FIRST = 100_000;

  @Option(names = "--jobs", defaultValue = "1000", description = "jobs in all, 2 or more")
  private int jobs;

  @Option(names = "--frames", defaultValue = "1000000", description = "frames in all, over 100000")
  private int frames;

  @Option(names = "--rounds", defaultValue = "1000", description = "decisions of each kind")
  private int rounds;

  private final Clock clock = Clock.systemUTC();
  private final WakeUp wakeUp = new WakeUp();

  /** Runs it; exits with 0 where everything could be measured. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new FarmBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("farm-bench");
    try {
      measure(folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return 0;
  }

  private void measure(Path folder) {
    System.out.println("| what | median | worst of a hundred |");
    System.out.println("|---|---|---|");
    Path file = folder.resolve("farm.db");
    try (FarmDatabase database = FarmDatabase.open(file)) {
      long before = heap();
      JobId first = queue(database, folder);
      Booking booking = booking(database, folder);
      booking.bookBatch();
      line("heap for a waiting frame", "%.1f bytes".formatted((double) (heap() - before) / frames));
      dispatch("dispatch, the first job may run", database, booking);
      database.write(h ->
          h.execute(
              "UPDATE job SET max_cores = 0, min_cores = 0"
                  + " WHERE id < (SELECT max(id) FROM job)"));
      dispatch("dispatch, only the last job may run", database, booking);
      pages(database, first);
      many(database, folder, first);
    }
    long start = System.nanoTime();
    try (FarmDatabase database = FarmDatabase.open(file)) {
      booking(database, folder).bookBatch();
    }
    line("restart: check the file, read the queue, book", seconds(System.nanoTime() - start));
  }

  private JobId queue(FarmDatabase database, Path folder) {
    new ShowStore(database).ensure("demo_show");
    JobLauncher launcher = new JobLauncher(database, folder.resolve("logs"), wakeUp, clock);
    long start = System.nanoTime();
    JobId first = launcher.launch(submission(List.of(job("first", FIRST)))).getFirst().id();
    line("submit a job of 100,000 frames", seconds(System.nanoTime() - start));
    start = System.nanoTime();
    int each = (frames - FIRST) / (jobs - 1);
    for (int i = 1; i < jobs; i++) {
      launcher.launch(submission(List.of(job("job" + i, each))));
    }
    line("submit the other " + (jobs - 1) + " jobs", seconds(System.nanoTime() - start));
    return first;
  }

  private Booking booking(FarmDatabase database, Path folder) {
    HostStore host = new HostStore(database, new HostProbe(folder, clock), Cores.of(1), wakeUp);
    return new Booking(database, host, new Amounts(Cores.of(1), 16L << 30, 0), clock);
  }

  /** One core, so that each batch books one frame; and each frame ends before the next. */
  private void dispatch(String what, FarmDatabase database, Booking booking) {
    FrameEnds ends = new FrameEnds(database, clock);
    ends.orphans().forEach(proc -> ends.ended(proc.procKey(), new End.Exited(0, 0)));
    List<Long> booked = new ArrayList<>();
    List<Long> ended = new ArrayList<>();
    List<Long> decided = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      decided.add(booking.timeToDecide());
      long start = System.nanoTime();
      RunOrder order = booking.bookBatch().orders().getFirst();
      long between = System.nanoTime();
      ends.ended(order.procKey(), new End.Exited(0, 0));
      booked.add(between - start);
      ended.add(System.nanoTime() - between);
    }
    times(what + ": decide", decided);
    times(what + ": decide, write down, commit", booked);
    times(what + ": end a frame, commit", ended);
  }

  private void pages(FarmDatabase database, JobId job) {
    FrameStore store = new FrameStore(database, new RunningFrames());
    List<Long> early = new ArrayList<>();
    List<Long> late = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      long start = System.nanoTime();
      var page = store.page(FrameQuery.of(job), false, PageRequest.first(100));
      early.add(System.nanoTime() - start);
      var last = store.list(FrameQuery.of(job).page(FIRST - 200, 1)).getFirst();
      start = System.nanoTime();
      store.page(
          FrameQuery.of(job),
          false,
          PageRequest.first(100).after(new io.farmgate.domain.port.Place(last.id().value())));
      late.add(System.nanoTime() - start);
      if (page.things().isEmpty()) {
        throw new IllegalStateException("a page without frames");
      }
    }
    times("list 100 frames, the first page", early);
    times("list 100 frames, the last page of 100,000", late);
  }

  /** Each of them is one transaction, and nothing is booked meanwhile. */
  private void many(FarmDatabase database, Path folder, JobId job) {
    RunningFrames running = new RunningFrames();
    EmbeddedFarmConfig config = EmbeddedFarmConfig.of(folder, folder.resolve("logs"));
    FrameRunner runner = new FrameRunner(new FrameEnds(database, clock), running, config, wakeUp);
    FrameChanges control =
        new FrameChanges(
            database, new FrameStore(database, running), running, runner, wakeUp, clock);
    KillReason reason = new KillReason("bench", "localhost", 0, "bench");
    FrameQuery all = FrameQuery.of(job);
    long start = System.nanoTime();
    control.eat(all, reason);
    line("eat 100,000 frames", seconds(System.nanoTime() - start));
    start = System.nanoTime();
    control.retry(all, reason);
    line("retry 100,000 frames", seconds(System.nanoTime() - start));
    start = System.nanoTime();
    control.kill(all, reason);
    line("kill 100,000 frames, none of which runs", seconds(System.nanoTime() - start));
    start = System.nanoTime();
    new JobChanges(database, runner, wakeUp, clock).kill(job, reason);
    line("kill their job", seconds(System.nanoTime() - start));
    runner.close();
  }

  private static Submission submission(List<JobSpec> specs) {
    return new Submission(
        "", "demo_show", "sh010", "ada", OptionalInt.of(1000), "", specs, List.of());
  }

  private static JobSpec job(String name, int frames) {
    LayerSpec layer =
        new LayerSpec(
            "comp",
            LayerType.RENDER,
            "true",
            FrameRange.parse("1-" + frames),
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    return new JobSpec(
        name, false, Optional.empty(), 0, false, "", Optional.empty(), Map.of(), List.of(layer));
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static String seconds(long nanos) {
    return "%.2f s".formatted(nanos / 1e9);
  }

  private static void line(String what, String figure) {
    System.out.println("| " + what + " | " + figure + " | |");
  }

  private static void times(String what, List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    System.out.println(
        String.format(
            ROOT,
            "| %s | %.3f ms | %.3f ms |",
            what,
            sorted.get(sorted.size() / 2) / 1e6,
            sorted.get(sorted.size() * 99 / 100) / 1e6));
  }
}
