package io.farmgate.domain.schedule;

import java.util.Comparator;
import java.util.List;

/**
 * A job that may book: not paused, not finished, of a show that books. Jobs are ordered by
 * priority, high first, and then by age.
 *
 * @param key the farm's own; of two jobs of one age the one with the lower key is the older
 * @param age when it came; only compared
 * @param shares what its procs count for: itself, its group, its owner, its show, its shot's task
 */
public record QueuedJob(long key, int priority, long age, List<Share> shares)
    implements Comparable<QueuedJob> {
  private static final Comparator<QueuedJob> ORDER =
      Comparator.comparingInt(QueuedJob::priority)
          .reversed()
          .thenComparingLong(QueuedJob::age)
          .thenComparingLong(QueuedJob::key);

  public QueuedJob {
    shares = List.copyOf(shares);
  }

  @Override
  public int compareTo(QueuedJob other) {
    return ORDER.compare(this, other);
  }
}
