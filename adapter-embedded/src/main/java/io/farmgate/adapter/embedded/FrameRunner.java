package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.FrameEnds.End;
import io.farmgate.adapter.embedded.FrameEnds.Orphan;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.range.FrameChunk;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.spec.FrameCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs booked frames, each on a virtual thread of its own, from its log's header to its footer, in
 * the system's folder for temporary files.
 */
final class FrameRunner {
  private static final Logger log = LoggerFactory.getLogger(FrameRunner.class);

  /** What OpenCue writes down for a frame that could not be launched. */
  private static final int FAILED_LAUNCH = 256;

  /** How long killed processes may take to be gone before somebody is told. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long a frame whose log cannot be written keeps its place before it waits anew. */
  private static final Duration LOG_PAUSE = Duration.ofSeconds(3);

  private final FrameEnds ends;
  private final RunningFrames running;
  private final Clock clock;
  private final Duration grace;
  private final WakeUp wakeUp;
  private final RunPlace.Finder places;
  private final Path folder = Path.of(System.getProperty("java.io.tmpdir"));
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("farm-frame-", 0).factory());
  private volatile boolean closing;

  /**
   * Makes a runner.
   *
   * @param wakeUp called when a run has ended
   * @throws FarmStartException where the machine cannot run frames as is set
   */
  FrameRunner(FrameEnds ends, RunningFrames running, EmbeddedFarmConfig config, WakeUp wakeUp) {
    this.ends = ends;
    this.running = running;
    this.clock = config.clock();
    this.grace = config.killGrace();
    this.wakeUp = wakeUp;
    this.places = new RunPlace.Finder(config.frames());
    FrameProcess.findSetsid();
  }

  /** Runs a booked frame; returns at once. */
  void start(RunOrder order) {
    threads.execute(() -> run(order));
  }

  /**
   * Ends the processes of procs; returns at once. The fates of their frames are on disk already.
   */
  void end(Collection<String> procKeys) {
    end(running.ofProcs(procKeys), new RunEnding.Asked());
  }

  /** Ends the processes of a run that says why; returns at once. */
  void end(LiveRun run) {
    end(List.of(run), new RunEnding.Asked());
  }

  private void end(List<LiveRun> runs, RunEnding why) {
    runs.forEach(run -> run.end(why));
    try {
      runs.forEach(run -> threads.execute(() -> run.tree().end(grace, PATIENCE)));
    } catch (RejectedExecutionException e) {
      log.debug("Closing ends them anyway", e);
    }
  }

  /** Ends all that runs and waits until it is written down, but not for ever. */
  void close() {
    closing = true;
    end(running.all(), new RunEnding.Closing());
    threads.shutdown();
    try {
      if (!threads.awaitTermination(grace.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS)) {
        log.error("Some frames did not end; the next start will end them");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends what an earlier gateway has left running and could not be ended in time, however long it
   * takes, and only then lets its frame wait anew; returns at once.
   */
  void outlast(Orphan orphan, ProcessTree tree) {
    threads.execute(() -> {
      if (endLeftovers(orphan.procKey(), () -> tree.end(grace, PATIENCE))) {
        Orphans.writeDown(orphan, clock, lost -> writeDown(orphan.procKey(), lost));
        wakeUp.call();
      }
    });
  }

  private void run(RunOrder order) {
    long began = System.nanoTime();
    FrameLog frameLog = new FrameLog(order.logPath());
    Optional<End> end;
    try {
      end = launch(order, frameLog);
    } catch (Throwable e) {
      // Of whatever kind, also that no more threads can be had: nobody else moves the frame on.
      log.error("Frame {} of {} could not be run", order.frameKey(), order.jobName(), e);
      end = Optional.of(broken());
    }
    if (end.isEmpty()) {
      log.error("Frame {} has left something running; the next start ends it", order.frameKey());
      return;
    }
    writeFooter(order, frameLog, end.get(), Duration.ofNanos(System.nanoTime() - began));
    writeDown(order.procKey(), end.get());
    wakeUp.call();
  }

  /** Runs it to its end; nothing where something of it is left and the farm is closing. */
  private Optional<End> launch(RunOrder order, FrameLog frameLog) throws IOException {
    FrameChunk chunk =
        FrameRange.parse(order.range(), Integer.MAX_VALUE)
            .chunkFrom(order.number(), order.chunk())
            .orElseThrow(() -> new IOException("the layer's range has no such frame"));
    String command =
        new FrameCommand(order.jobName(), order.layerName(), order.chunk(), chunk)
            .expand(order.command());
    try {
      frameLog.begin(RunTexts.header(order, command, clock.instant()));
    } catch (IOException e) {
      log.error(
          "The log of frame {} of {} cannot be written: the frame waits for it",
          order.frameKey(),
          order.jobName(),
          e);
      pauseForLog();
      return Optional.of(new End.Lost(false));
    }
    RunPlace place;
    try {
      place = places.place(order);
    } catch (IOException e) {
      frameLog.say(e.getMessage());
      throw e;
    }
    try {
      return launch(order, command, place, chunk.size());
    } finally {
      ProgressFile.remove(order.logPath(), order.procKey());
      places.leave(place);
    }
  }

  private Optional<End> launch(RunOrder order, String command, RunPlace place, int frames)
      throws IOException {
    Map<String, String> environment =
        FrameEnvironment.of(order, place, HostStore.hostName(), System.getenv());
    Optional<Path> file = ProgressFile.create(order, place);
    file.ifPresent(path -> environment.put(ProgressFile.VARIABLE, path.toString()));
    FrameProcess process = FrameProcess.start(place, command, environment, folder, order.logPath());
    LiveRun live =
        new LiveRun(
            order,
            new ProcessTree(order.procKey(), process.key()),
            new RunProgress(order.logPath(), file, frames));
    running.add(live);
    try {
      return supervise(order, process, live);
    } catch (RuntimeException | Error e) {
      // Whatever broke: the frame must not run anew beside what it has started.
      log.error("Frame {} of {} is ended", order.frameKey(), order.jobName(), e);
      process.cancel();
      return endLeftovers(order.procKey(), () -> live.tree().end(grace, PATIENCE))
          ? Optional.of(broken())
          : Optional.empty();
    } finally {
      process.cancel();
      running.remove(order.frame());
    }
  }

  /** The end of a run that could not be made, or not be followed. */
  private End broken() {
    return closing ? new End.Lost(false) : new End.Exited(FAILED_LAUNCH, 0);
  }

  private Optional<End> supervise(RunOrder order, FrameProcess process, LiveRun live) {
    if (!mayStart(order, process)) {
      process.cancel();
      process.await();
      return Optional.of(new End.Lost(false));
    }
    process.go();
    int status = process.await();
    // Asked for at once: what is decided from now on has not ended it.
    Optional<RunEnding> ending = live.ending();
    return endLeftovers(order.procKey(), () -> live.tree().end(grace, PATIENCE))
        ? Optional.of(new End.Exited(status, live.usage().peakRssBytes(), ending))
        : Optional.empty();
  }

  /**
   * Ends what is left of a run, which would go on using what the frame had booked, and would run
   * beside the frame's next run.
   *
   * @param end tells whether nothing is left after it has tried
   * @return whether nothing is left; if not, the farm is closing
   */
  boolean endLeftovers(String procKey, BooleanSupplier end) {
    while (true) {
      try {
        if (end.getAsBoolean()) {
          return true;
        }
        log.error("Waiting for processes of {} that cannot be killed", procKey);
      } catch (RuntimeException | Error e) {
        // Of whatever kind: what may still run must not be taken for ended.
        log.error("What {} has left running cannot be told just now", procKey, e);
      }
      if (closing) {
        return false;
      }
      pause();
    }
  }

  private boolean mayStart(RunOrder order, FrameProcess process) {
    try {
      return !closing && ends.started(order.procKey(), process.key());
    } catch (RuntimeException e) {
      log.error("Frame {} cannot be written down as running: it waits", order.frameKey(), e);
      return false;
    }
  }

  /** Writes the end down, however long the disk takes: a frame's end must not be lost. */
  private void writeDown(String procKey, End end) {
    while (true) {
      try {
        FrameState state = ends.ended(procKey, end);
        log.debug("The frame of {} is {}", procKey, state);
        return;
      } catch (RuntimeException | Error e) {
        // Of whatever kind: a frame that nobody moves on would run for ever.
        if (closing) {
          log.error("The end of {} is not written down: its frame will run again", procKey);
          return;
        }
        log.error("The end of {} cannot be written down yet", procKey, e);
        pause();
      }
    }
  }

  private void writeFooter(RunOrder order, FrameLog frameLog, End end, Duration time) {
    try {
      frameLog.end(RunTexts.footer(end, time, clock.instant()));
    } catch (IOException e) {
      log.warn("The log of frame {} has no footer", order.frameKey(), e);
    }
  }

  /**
   * Keeps what the frame has booked for a while, so that a disk that is full is not asked again at
   * once, over and over, for every frame that waits.
   */
  private void pauseForLog() {
    long until = System.nanoTime() + LOG_PAUSE.toNanos();
    while (!closing && System.nanoTime() - until < 0) {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
