package io.farmgate.domain.schedule;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Host.ThreadMode;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what runs next on a host, proc after proc, from what waits and what is in use.
 *
 * <p>Work goes by priority, high first. Within a priority, jobs of which a share is below its
 * minimum go first; then the older one; in a job, layers by their order. What may not run now (a
 * maximum is reached, a limit is full, the time has not come, the host is not the right one) is
 * passed over. The first layer that is left is the next to run, and where the host has no room for
 * it yet, nothing behind it is booked either: filling the gap would let wide work wait for ever.
 *
 * <p>A decision looks at jobs and layers, never at frames. Not safe for use from several threads.
 */
public final class BookingRound {
  /**
   * Where a threadable proc leaves less memory than this, no other proc could use the idle cores,
   * so that it gets them: what a layer reserves that does not say.
   */
  static final long STRANDED_MEMORY = 256L << 20;

  /** In hundredths, what a threadable proc gets on a host of variable threads. */
  private static final int LEAST_VARIABLE = 200;

  private final WorkQueue queue;
  private final HostOffer host;
  private final Function<Share, Bounds> bounds;
  private final Map<Share, Amounts> used;
  private final Map<Long, Integer> limitsLeft;
  private Amounts free;

  /**
   * Begins with what is in use now.
   *
   * @param bounds gives those of every share that a queued job has
   * @param used what the procs of each share hold; an absent share holds nothing
   * @param limitsLeft by limit, how many more procs may run; an absent limit bounds nothing
   * @param free what no proc holds of the host
   */
  public BookingRound(
      WorkQueue queue,
      HostOffer host,
      Function<Share, Bounds> bounds,
      Map<Share, Amounts> used,
      Map<Long, Integer> limitsLeft,
      Amounts free) {
    this.queue = queue;
    this.host = host;
    this.bounds = bounds;
    this.used = new HashMap<>(used);
    this.limitsLeft = new HashMap<>(limitsLeft);
    this.free = free;
  }

  /** Returns what no proc holds of the host. */
  public Amounts free() {
    return free;
  }

  /** Decides, and changes nothing. */
  public Decision next(Instant now) {
    return next(now, job -> true);
  }

  /** Decides as if there were no jobs but those, and changes nothing. */
  public Decision next(Instant now, Predicate<QueuedJob> whose) {
    @Nullable QueuedJob best = null;
    for (Map.Entry<QueuedJob, SortedMap<Integer, QueuedLayer>> entry : queue.inOrder().entrySet()) {
      QueuedJob job = entry.getKey();
      if (best != null && job.priority() < best.priority()) {
        break;
      }
      if (!whose.test(job)) {
        continue;
      }
      for (QueuedLayer layer :
          best == null || isOwed(job, true)
              ? entry.getValue().values()
              : Collections.<QueuedLayer>emptyList()) {
        boolean owed = isOwed(job, layer.gpus() > 0);
        if ((best == null || owed) && mayRun(job, layer, now)) {
          if (owed) {
            return decide(job, layer);
          }
          best = job;
        }
      }
    }
    return best == null ? new Decision.Nothing() : decide(best, first(best, now));
  }

  private QueuedLayer first(QueuedJob job, Instant now) {
    return layers(job).values().stream()
        .filter(layer -> mayRun(job, layer, now))
        .findFirst()
        .orElseThrow();
  }

  private SortedMap<Integer, QueuedLayer> layers(QueuedJob job) {
    return queue.inOrder().getOrDefault(job, Collections.emptySortedMap());
  }

  /** Notes that a proc has been booked. */
  public void book(Decision.Book booked) {
    free = free.minus(booked.amounts());
    booked.job().shares().forEach(share -> used.merge(share, booked.amounts(), Amounts::plus));
    booked.layer().limits().forEach(limit -> limitsLeft.computeIfPresent(limit, (l, n) -> n - 1));
  }

  private boolean isOwed(QueuedJob job, boolean gpus) {
    for (Share share : job.shares()) {
      Bounds bound = bounds.apply(share);
      Amounts held = held(share);
      if (held.cores().compareTo(bound.minCores()) < 0 || (gpus && held.gpus() < bound.minGpus())) {
        return true;
      }
    }
    return false;
  }

  private boolean mayRun(QueuedJob job, QueuedLayer layer, Instant now) {
    if (layer.startAfter().isPresent() && layer.startAfter().get().isAfter(now)) {
      return false;
    }
    if (!layer.tags().isEmpty() && Collections.disjoint(layer.tags(), host.tags())) {
      return false;
    }
    if (layer.gpus() > host.total().gpus()) {
      return false;
    }
    for (Long limit : layer.limits()) {
      if (limitsLeft.getOrDefault(limit, 1) <= 0) {
        return false;
      }
    }
    int cores = need(job, layer);
    return cores > 0 && cores <= roomInShares(job) && hasGpusLeft(job, layer);
  }

  private boolean hasGpusLeft(QueuedJob job, QueuedLayer layer) {
    if (layer.gpus() == 0) {
      return true;
    }
    for (Share share : job.shares()) {
      if ((long) held(share).gpus() + layer.gpus() > bounds.apply(share).maxGpus()) {
        return false;
      }
    }
    return true;
  }

  /** What asks for more than the host or a share can ever give gets all there is. */
  private int need(QueuedJob job, QueuedLayer layer) {
    int whole = host.total().cores().hundredths();
    int asked = asked(layer);
    int need = asked == 0 ? whole : Math.min(asked, whole);
    for (Share share : job.shares()) {
      need = Math.min(need, bounds.apply(share).maxCores().hundredths());
    }
    return need;
  }

  private int asked(QueuedLayer layer) {
    int asked = layer.minCores().hundredths();
    if (host.threads() != ThreadMode.VARIABLE || !layer.threadable() || asked < 100) {
      return asked;
    }
    int most = layer.maxCores().hundredths();
    return Math.max(asked, most == 0 ? LEAST_VARIABLE : Math.min(LEAST_VARIABLE, most));
  }

  private int roomInShares(QueuedJob job) {
    int room = Integer.MAX_VALUE;
    for (Share share : job.shares()) {
      int left = bounds.apply(share).maxCores().hundredths() - held(share).cores().hundredths();
      room = Math.min(room, left);
    }
    return room;
  }

  private Amounts held(Share share) {
    return used.getOrDefault(share, Amounts.NONE);
  }

  private Decision decide(QueuedJob job, QueuedLayer layer) {
    Cores cores = new Cores(need(job, layer));
    long memory = Math.min(layer.memoryBytes(), host.total().memoryBytes());
    Amounts needed = new Amounts(cores, memory, layer.gpus());
    if (!free.holds(needed)) {
      return new Decision.NoRoom(job, layer, needed);
    }
    return new Decision.Book(
        job, layer, new Amounts(grown(job, layer, needed), memory, layer.gpus()));
  }

  /**
   * A threadable proc of a core or more takes the cores that go with its part of the idle memory,
   * as in OpenCue, in whole cores and only as far as the host is idle and every share allows. Where
   * the host gives all of its cores to each proc, any proc of a core or more takes all idle ones.
   */
  private Cores grown(QueuedJob job, QueuedLayer layer, Amounts needed) {
    int least = needed.cores().hundredths();
    int idle = free.cores().hundredths() / 100;
    int whole = host.total().cores().hundredths() / 100;
    boolean all = host.threads() == ThreadMode.ALL;
    if (!(layer.threadable() || all) || least < 100 || idle < 1) {
      return needed.cores();
    }
    long span = idle;
    if (!all && free.memoryBytes() - needed.memoryBytes() >= STRANDED_MEMORY) {
      double perCore = (double) free.memoryBytes() / whole;
      span = Math.round(needed.memoryBytes() / perCore);
    }
    int most = Math.min(roomInShares(job), 100 * idle);
    if (layer.maxCores().hundredths() > 0) {
      most = Math.min(most, layer.maxCores().hundredths());
    }
    return new Cores((int) Math.max(least, Math.min(100 * span, most)));
  }
}
