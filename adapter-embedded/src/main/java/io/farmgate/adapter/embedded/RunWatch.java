package io.farmgate.adapter.embedded;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what runs: measures it every few seconds, sees how far it has come, and has ended
 * what takes too long, is silent for too long, or holds more memory than it may.
 */
final class RunWatch {
  private static final Logger log = LoggerFactory.getLogger(RunWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** A new run is first looked at this soon, so that short ones are measured too. */
  private static final Duration FIRST_LOOK = Duration.ofMillis(150);

  /** Of what is left of the machine's memory, the part below which somebody has to go. */
  private static final int LEAST_PERCENT = 5;

  private final RunningFrames running;
  private final MachineMemory memory;
  private final OptionalDouble mostOfReserved;
  private final Consumer<LiveRun> ender;
  private final Consumer<List<LiveRun>> teller;
  private final Thread thread;

  /** What the machine has, in bytes. */
  interface MachineMemory {
    long total();

    /** Returns what can be had without swapping. */
    long available();
  }

  /**
   * Makes a watch that does not look yet.
   *
   * @param mostOfReserved how many times its reservation a run may hold; absent: any
   * @param ender ends a run that says why; returns at once
   * @param teller is told which runs have come along, after a look that saw some
   */
  RunWatch(
      RunningFrames running,
      MachineMemory memory,
      OptionalDouble mostOfReserved,
      Consumer<LiveRun> ender,
      Consumer<List<LiveRun>> teller) {
    this.running = running;
    this.memory = memory;
    this.mostOfReserved = mostOfReserved;
    this.ender = ender;
    this.teller = teller;
    this.thread = Thread.ofVirtual().name("farm-watch").unstarted(this::watch);
  }

  void start() {
    thread.start();
  }

  void stop() {
    thread.interrupt();
  }

  private void watch() {
    try {
      while (true) {
        if (running.awaitArrival(PAUSE)) {
          Thread.sleep(FIRST_LOOK);
        }
        try {
          look();
        } catch (RuntimeException e) {
          // Of whatever kind: nothing may stop this watch but the farm's end.
          log.warn("What runs cannot be looked after just now", e);
        }
      }
    } catch (InterruptedException e) {
      log.debug("Watching ends with the farm");
    }
  }

  /** Looks once. For one thread. */
  void look() {
    running.sample();
    List<LiveRun> all = running.all();
    for (LiveRun run : all) {
      reason(run).ifPresent(why -> end(run, why));
    }
    if (!all.isEmpty() && memory.available() < memory.total() / 100 * LEAST_PERCENT) {
      relieve(all);
    }
    List<LiveRun> further = all.stream().filter(run -> run.progress().look()).toList();
    if (!further.isEmpty()) {
      teller.accept(further);
    }
  }

  private Optional<RunEnding> reason(LiveRun run) {
    RunOrder.Limits limits = run.order().limits();
    Duration silence = limits.silence().isPresent() ? run.silence() : Duration.ZERO;
    long used = run.usage().rssBytes();
    long reserved = run.order().memory();
    if (mostOfReserved.isPresent() && used > reserved * mostOfReserved.getAsDouble()) {
      return Optional.of(new RunEnding.OutOfMemory(used, reserved, false));
    }
    Optional<RunEnding> late =
        limits.time().filter(most -> run.time().compareTo(most) > 0).map(RunEnding.OutOfTime::new);
    return late.or(() ->
        limits.silence().filter(most -> silence.compareTo(most) > 0).map(RunEnding.Silent::new));
  }

  /**
   * Ends the run that is furthest beyond what it has reserved, and no second one until it is gone.
   * Where all keep to what they reserved it is not a frame that has eaten the memory.
   */
  private void relieve(List<LiveRun> all) {
    if (all.stream().anyMatch(RunWatch::isBeingRelieved)) {
      return;
    }
    all.stream()
        .max(Comparator.comparingLong(RunWatch::excess))
        .filter(run -> excess(run) > 0)
        .ifPresent(run ->
            end(
                run,
                new RunEnding.OutOfMemory(run.usage().rssBytes(), run.order().memory(), true)));
  }

  private static boolean isBeingRelieved(LiveRun run) {
    return run.ending().filter(RunEnding.OutOfMemory.class::isInstance).isPresent();
  }

  private static long excess(LiveRun run) {
    return run.usage().rssBytes() - run.order().memory();
  }

  private void end(LiveRun run, RunEnding why) {
    if (run.end(why)) {
      log.info("Frame {} of {}: {}", run.order().frameKey(), run.order().jobName(), why.text());
      ender.accept(run);
    }
  }
}
