package io.farmgate.domain.schedule;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The jobs and layers that have work waiting, in booking order. It holds no frames: its size is
 * that of the jobs, however many frames wait. Not safe for use from several threads.
 */
public final class WorkQueue {
  private final Map<Long, Entry> jobs = new HashMap<>();
  private final Map<Long, Long> jobOfLayer = new HashMap<>();
  private final Map<Long, Instant> startAfter = new HashMap<>();

  /** Only what has a layer that waits, so that the rest costs a decision nothing. */
  private final SortedMap<QueuedJob, SortedMap<Integer, QueuedLayer>> order = new TreeMap<>();

  private record Entry(QueuedJob job, SortedMap<Integer, QueuedLayer> layers) {}

  /** Adds a job, or changes what is known of it; its layers stay. */
  public void put(QueuedJob job) {
    @Nullable Entry known = jobs.get(job.key());
    if (known != null) {
      order.remove(known.job());
    }
    Entry entry = new Entry(job, known == null ? new TreeMap<>() : known.layers());
    jobs.put(job.key(), entry);
    keepInOrder(entry);
  }

  /** Forgets a job and its layers, where it is there. */
  public void remove(long job) {
    @Nullable Entry known = jobs.remove(job);
    if (known != null) {
      order.remove(known.job());
      known.layers().values().forEach(layer -> forget(layer.key()));
    }
  }

  /** Tells whether the job is there. */
  public boolean has(long job) {
    return jobs.containsKey(job);
  }

  /**
   * Adds a layer with waiting frames to its job, or changes what is known of it.
   *
   * @throws IllegalArgumentException where the job is not there
   */
  public void put(long job, QueuedLayer layer) {
    removeLayer(layer.key());
    @Nullable Entry entry = jobs.get(job);
    if (entry == null) {
      throw new IllegalArgumentException("job " + job + " (expected: one that is in the queue)");
    }
    entry.layers().put(layer.order(), layer);
    jobOfLayer.put(layer.key(), job);
    layer.startAfter().ifPresent(time -> startAfter.put(layer.key(), time));
    keepInOrder(entry);
  }

  /** Forgets a layer, where it is there: nothing of it waits any more. */
  public void removeLayer(long layer) {
    @Nullable Long job = jobOfLayer.get(layer);
    @Nullable Entry entry = job == null ? null : jobs.get(job);
    forget(layer);
    if (entry != null) {
      entry.layers().values().removeIf(known -> known.key() == layer);
      keepInOrder(entry);
    }
  }

  /** Forgets everything. */
  public void clear() {
    jobs.clear();
    jobOfLayer.clear();
    startAfter.clear();
    order.clear();
  }

  /** Returns the first time after {@code now} at which a layer that waits may start. */
  public Optional<Instant> nextStart(Instant now) {
    return startAfter.values().stream()
        .filter(time -> time.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  /** Returns what waits, in booking order: by job, and within it by layer. */
  SortedMap<QueuedJob, SortedMap<Integer, QueuedLayer>> inOrder() {
    return Collections.unmodifiableSortedMap(order);
  }

  private void keepInOrder(Entry entry) {
    if (entry.layers().isEmpty()) {
      order.remove(entry.job());
    } else {
      order.put(entry.job(), entry.layers());
    }
  }

  private void forget(long layer) {
    jobOfLayer.remove(layer);
    startAfter.remove(layer);
  }
}
