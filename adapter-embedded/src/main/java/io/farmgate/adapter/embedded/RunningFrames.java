package io.farmgate.adapter.embedded;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The processes that run now, by the row of their frame. Safe to use from many threads. */
final class RunningFrames {
  private static final Usage NO_USAGE = new Usage(0, 0);

  private final Map<Long, Entry> running = new ConcurrentHashMap<>();

  /** What a run uses now, and the most it has used. */
  record Usage(long rssBytes, long peakRssBytes) {}

  private record Entry(String procKey, ProcessTree tree, Usage usage) {}

  void add(long frame, String procKey, ProcessTree tree) {
    running.put(frame, new Entry(procKey, tree, NO_USAGE));
  }

  /** Forgets a run, and returns what it used. */
  Usage remove(long frame) {
    @Nullable Entry entry = running.remove(frame);
    return entry == null ? NO_USAGE : entry.usage();
  }

  Usage usage(long frame) {
    @Nullable Entry entry = running.get(frame);
    return entry == null ? NO_USAGE : entry.usage();
  }

  Map<Long, Long> peakRss() {
    Map<Long, Long> peaks = new HashMap<>();
    running.forEach((frame, entry) -> peaks.put(frame, entry.usage().peakRssBytes()));
    return peaks;
  }

  /**
   * Returns the processes of procs, as far as they still run. By proc, not by frame: the frame may
   * be on its next run already, which nobody has asked to end.
   */
  List<ProcessTree> trees(Collection<String> procKeys) {
    return running.values().stream()
        .filter(entry -> procKeys.contains(entry.procKey()))
        .map(Entry::tree)
        .toList();
  }

  /** Returns the processes of all procs. */
  List<ProcessTree> trees() {
    return running.values().stream().map(Entry::tree).toList();
  }

  /** Measures all that runs. */
  void sample() {
    if (running.isEmpty()) {
      return;
    }
    ProcessTable table = ProcessTable.read();
    for (Long frame : running.keySet()) {
      running.computeIfPresent(frame, (row, entry) -> measured(entry, table));
    }
  }

  private static Entry measured(Entry entry, ProcessTable table) {
    long rss = entry.tree().residentBytes(table);
    return new Entry(entry.procKey(), entry.tree(), new Usage(rss, Math.max(rss, entry.usage().peakRssBytes())));
  }
}
