package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.ProcessTable.ProcessKey;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What runs now, by the row of its frame. Safe to use from many threads. */
final class RunningFrames {
  private static final Usage NO_USAGE = new Usage(0, 0);

  private final Map<Long, LiveRun> running = new ConcurrentHashMap<>();
  private final Semaphore arrivals = new Semaphore(0);

  /** The processes whose environment was looked at; used by {@link #sample} alone. */
  private Set<ProcessKey> lookedAt = new HashSet<>();

  /** What a run uses now, and the most it has used. */
  record Usage(long rssBytes, long peakRssBytes) {}

  void add(LiveRun run) {
    running.put(run.order().frame(), run);
    arrivals.release();
  }

  /**
   * Waits until something has begun to run since the last call, but no longer than {@code atMost}.
   *
   * @return whether something has
   */
  boolean awaitArrival(Duration atMost) throws InterruptedException {
    boolean arrived = arrivals.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    arrivals.drainPermits();
    return arrived;
  }

  /** Forgets the run of a frame. */
  void remove(long frame) {
    running.remove(frame);
  }

  Usage usage(long frame) {
    @Nullable LiveRun run = running.get(frame);
    return run == null ? NO_USAGE : run.usage();
  }

  /** Returns how far the run of a frame has come, in percent. */
  OptionalInt progress(long frame) {
    @Nullable LiveRun run = running.get(frame);
    return run == null ? OptionalInt.empty() : run.progress().percent();
  }

  Map<Long, Long> peakRss() {
    Map<Long, Long> peaks = new HashMap<>();
    running.forEach((frame, run) -> peaks.put(frame, run.usage().peakRssBytes()));
    return peaks;
  }

  /**
   * Returns the runs of procs, as far as they still go on. By proc, not by frame: the frame may be
   * on its next run already, which nobody has asked to end.
   */
  List<LiveRun> ofProcs(Collection<String> procKeys) {
    Set<String> wanted = Set.copyOf(procKeys);
    return running.values().stream().filter(run -> wanted.contains(run.order().procKey())).toList();
  }

  /** Returns all runs. */
  List<LiveRun> all() {
    return List.copyOf(running.values());
  }

  /** Measures all that runs, with one look at the machine's processes. For one thread. */
  void sample() {
    if (running.isEmpty()) {
      return;
    }
    ProcessTable table = ProcessTable.read();
    adopt(table);
    running.values().forEach(run -> run.measure(table));
  }

  /**
   * Looks once at the environment of each new process, because one that has left its session and
   * lost its parent is known by nothing else, and may wipe it later.
   */
  private void adopt(ProcessTable table) {
    Map<String, LiveRun> byProc = new HashMap<>();
    running.values().forEach(run -> byProc.put(run.order().procKey(), run));
    Set<ProcessKey> seen = new HashSet<>();
    for (ProcessTable.Entry entry : table.entries()) {
      seen.add(entry.key());
      if (!lookedAt.contains(entry.key())) {
        Optional<String> proc = ProcessTable.variable(entry.pid(), ProcessTree.MARKER);
        proc.map(byProc::get).ifPresent(run -> run.tree().adopt(entry.key()));
      }
    }
    lookedAt = seen;
  }
}
