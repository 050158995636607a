package io.farmgate.adapter.embedded;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.farmgate.adapter.embedded.FrameEnds.End;
import io.farmgate.domain.Cores;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.KillReason;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.schedule.Amounts;
import io.farmgate.domain.schedule.Reordering;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

  /** About what one booking writes to the log of the database: twelve pages. */
  private static final int COMMIT = 48 << 10;

  @Option(names = "--jobs", defaultValue = "1000", description = "jobs in all, 2 or more")
  private int jobs;

  @Option(names = "--frames", defaultValue = "1000000", description = "frames in all, over 100000")
  private int frames;

  @Option(
      names = "--rounds",
      defaultValue = "800",
      description = "decisions of each kind, less than a job has frames")
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
    System.out.println("| what | median | worst of a hundred | processor, median |");
    System.out.println("|---|---|---|---|");
    Path file = folder.resolve("farm.db");
    try (FarmDatabase database = FarmDatabase.open(file)) {
      long before = heap();
      JobId first = queue(database, folder);
      Booking booking = booking(database, folder);
      booking.bookBatch();
      line("heap for a waiting frame", "%.1f bytes".formatted((double) (heap() - before) / frames));
      dispatch("dispatch, the first job may run", database, booking, folder);
      database.write(h ->
          h.execute(
              "UPDATE job SET max_cores = 0, min_cores = 0"
                  + " WHERE id < (SELECT max(id) FROM job)"));
      dispatch("dispatch, only the last job may run", database, booking, folder);
      database.write(h -> h.execute("UPDATE job SET max_cores = 100000"));
      together(database, folder);
      pages(database, first);
      many(database, folder, first);
    }
    Times.once(
        "restart: check the file, read the queue, book",
        () -> {
          try (FarmDatabase database = FarmDatabase.open(file)) {
            booking(database, folder).bookBatch();
          }
        });
  }

  private JobId queue(FarmDatabase database, Path folder) {
    new ShowStore(database).ensure("demo_show");
    JobLauncher launcher = new JobLauncher(database, folder.resolve("logs"), wakeUp, clock);
    List<JobId> first = new ArrayList<>();
    Times.once(
        "submit a job of 100,000 frames",
        () ->
            launcher
                .launch(submission(List.of(job("first", FIRST))))
                .forEach(job -> first.add(job.id())));
    int each = (frames - FIRST) / (jobs - 1);
    Times.once(
        "submit the other " + (jobs - 1) + " jobs",
        () -> {
          for (int i = 1; i < jobs; i++) {
            launcher.launch(submission(List.of(job("job" + i, each))));
          }
        });
    return first.getFirst();
  }

  private Booking booking(FarmDatabase database, Path folder) {
    return booking(database, folder, 1);
  }

  private Booking booking(FarmDatabase database, Path folder, int cores) {
    HostStore host = new HostStore(database, new HostProbe(folder, clock), Cores.of(cores), wakeUp);
    return new Booking(database, host, new Amounts(Cores.of(cores), 64L << 30, 0), clock);
  }

  /**
   * One core, so that each batch books one frame; and each frame ends before the next. Beside each
   * stands what the disk alone takes: as much as a commit writes, put behind a file and synced.
   */
  private void dispatch(String what, FarmDatabase database, Booking booking, Path folder) {
    FrameEnds ends = new FrameEnds(database, clock);
    endAll(ends);
    Times decided = new Times();
    Times booked = new Times();
    Times ended = new Times();
    Times synced = new Times();
    try (FileChannel log = FileChannel.open(folder.resolve("sync"), CREATE, APPEND)) {
      for (int i = 0; i < rounds; i++) {
        decided.add(booking.timeToDecide());
        RunOrder order = booked.take(() -> booking.bookBatch().orders().getFirst());
        ended.take(() -> ends.ended(order.procKey(), new End.Exited(0, 0)));
        synced.take(() -> sync(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    decided.print(what + ": decide");
    booked.print(what + ": decide, write down, commit");
    ended.print(what + ": end a frame, commit");
    synced.print("the disk alone: write " + COMMIT / 1024 + " KB and sync");
  }

  private static int sync(FileChannel log) {
    try {
      int written = log.write(ByteBuffer.allocate(COMMIT));
      log.force(false);
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As many cores as one transaction books frames. */
  private void together(FarmDatabase database, Path folder) {
    FrameEnds ends = new FrameEnds(database, clock);
    endAll(ends);
    Booking booking = booking(database, folder, Booking.BATCH);
    Times each = new Times();
    for (int i = 0; i < rounds / Booking.BATCH; i++) {
      each.take(Booking.BATCH, booking::bookBatch);
      endAll(ends);
    }
    each.print("each of " + Booking.BATCH + " that are booked in one commit");
  }

  private static void endAll(FrameEnds ends) {
    ends.orphans().forEach(proc -> ends.ended(proc.procKey(), new End.Exited(0, 0)));
  }

  private void pages(FarmDatabase database, JobId job) {
    FrameStore store = new FrameStore(database, new RunningFrames());
    Times early = new Times();
    Times late = new Times();
    for (int i = 0; i < 50; i++) {
      var page = early.take(() -> store.page(FrameQuery.of(job), false, PageRequest.first(100)));
      var last = store.list(FrameQuery.of(job).page(FIRST - 200, 1)).getFirst();
      PageRequest behind = PageRequest.first(100).after(new Place(last.id().value()));
      late.take(() -> store.page(FrameQuery.of(job), false, behind));
      if (page.things().isEmpty()) {
        throw new IllegalStateException("a page without frames");
      }
    }
    early.print("list 100 frames, the first page");
    late.print("list 100 frames, the last page of 100,000");
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
    FrameOrderChanges order = new FrameOrderChanges(database);
    FrameRange whole = FrameRange.parse("1-" + FIRST);
    for (Reordering how :
        List.of(
            new Reordering.Reversed(whole),
            new Reordering.Staggered(whole, 7),
            new Reordering.First(FrameRange.parse("1-" + FIRST / 2)),
            new Reordering.Last(FrameRange.parse("7")))) {
      Times.once("order 100,000 frames anew: " + how, () -> order.reorder(job, how));
    }
    Times.once("eat 100,000 frames", () -> control.eat(all, reason));
    Times.once("retry 100,000 frames", () -> control.retry(all, reason));
    Times.once("kill 100,000 frames, none of which runs", () -> control.kill(all, reason));
    Times.once(
        "kill their job", () -> new JobChanges(database, runner, wakeUp, clock).kill(job, reason));
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

  private static void line(String what, String figure) {
    System.out.println("| " + what + " | " + figure + " | | |");
  }
}
