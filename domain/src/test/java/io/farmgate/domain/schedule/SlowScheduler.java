package io.farmgate.domain.schedule;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Host.ThreadMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of booking, slow and obvious: every layer that waits is looked at, every proc added up,
 * each time anew.
 */
final class SlowScheduler {
  private final HostOffer host;
  private final Map<Share, Bounds> bounds;
  private final Map<Long, Integer> limits;
  private final List<Waiting> waiting;
  final List<Running> running = new ArrayList<>();

  /** A layer with so many frames that wait. */
  record Waiting(QueuedJob job, QueuedLayer layer) {}

  /** A proc. */
  record Running(QueuedJob job, QueuedLayer layer, Amounts amounts) {}

  SlowScheduler(
      HostOffer host, Map<Share, Bounds> bounds, Map<Long, Integer> limits, List<Waiting> waiting) {
    this.host = host;
    this.bounds = bounds;
    this.limits = limits;
    this.waiting = new ArrayList<>(waiting);
  }

  /** Returns the next to run, or nothing where none may or the host has no room for it. */
  Optional<Running> next(Instant now) {
    Optional<Waiting> first =
        waiting.stream()
            .filter(one -> mayRun(one, now))
            .min(
                Comparator.comparingInt((Waiting one) -> -one.job().priority())
                    .thenComparingInt(one -> isOwed(one) ? 0 : 1)
                    .thenComparingLong(one -> one.job().age())
                    .thenComparingLong(one -> one.job().key())
                    .thenComparingInt(one -> one.layer().order()));
    return first.flatMap(this::proc);
  }

  void book(Running proc, boolean last) {
    running.add(proc);
    if (last) {
      waiting.removeIf(one -> one.layer().key() == proc.layer().key());
    }
  }

  private Optional<Running> proc(Waiting one) {
    int need = need(one);
    long memory = Math.min(one.layer().memoryBytes(), host.total().memoryBytes());
    int idle = host.total().cores().hundredths() - onHost().cores().hundredths();
    long idleMemory = host.total().memoryBytes() - onHost().memoryBytes();
    if (need > idle
        || memory > idleMemory
        || one.layer().gpus() > host.total().gpus() - onHost().gpus()) {
      return Optional.empty();
    }
    int cores = need;
    int most = Math.min(room(one), idle / 100 * 100);
    if (one.layer().maxCores().hundredths() > 0) {
      most = Math.min(most, one.layer().maxCores().hundredths());
    }
    boolean all = host.threads() == ThreadMode.ALL;
    if ((one.layer().threadable() || all) && need >= 100 && idle >= 100) {
      boolean stranded = all || idleMemory - memory < BookingRound.STRANDED_MEMORY;
      int whole = host.total().cores().hundredths() / 100;
      double perCore = (double) idleMemory / whole;
      long wanted = stranded ? idle / 100 * 100L : 100 * Math.round(memory / perCore);
      cores = (int) Math.max(need, Math.min(wanted, most));
    }
    return Optional.of(
        new Running(
            one.job(), one.layer(), new Amounts(new Cores(cores), memory, one.layer().gpus())));
  }

  private boolean mayRun(Waiting one, Instant now) {
    QueuedLayer layer = one.layer();
    boolean inTime = layer.startAfter().isEmpty() || !layer.startAfter().get().isAfter(now);
    boolean tagged =
        layer.tags().isEmpty() || layer.tags().stream().anyMatch(host.tags()::contains);
    boolean unlimited =
        layer.limits().stream()
            .filter(limits::containsKey)
            .allMatch(limit ->
                running.stream().filter(proc -> proc.layer().limits().contains(limit)).count()
                    < limits.getOrDefault(limit, 0));
    boolean gpus =
        layer.gpus() <= host.total().gpus()
            && (layer.gpus() == 0
                || one.job().shares().stream()
                    .allMatch(share ->
                        (long) held(share).gpus() + layer.gpus() <= bounds(share).maxGpus()));
    return inTime && tagged && unlimited && gpus && need(one) > 0 && need(one) <= room(one);
  }

  private boolean isOwed(Waiting one) {
    return one.job().shares().stream()
        .anyMatch(share ->
            held(share).cores().compareTo(bounds(share).minCores()) < 0
                || (one.layer().gpus() > 0 && held(share).gpus() < bounds(share).minGpus()));
  }

  private int need(Waiting one) {
    int whole = host.total().cores().hundredths();
    int asked = one.layer().minCores().hundredths();
    boolean variable = host.threads() == ThreadMode.VARIABLE && one.layer().threadable();
    if (variable && asked >= 100 && asked < 200) {
      int bound = one.layer().maxCores().hundredths();
      asked = bound == 0 || bound > 200 ? 200 : Math.max(asked, bound);
    }
    int most =
        one.job().shares().stream()
            .mapToInt(share -> bounds(share).maxCores().hundredths())
            .min()
            .orElseThrow();
    return Math.min(most, asked == 0 || asked > whole ? whole : asked);
  }

  private int room(Waiting one) {
    return one.job().shares().stream()
        .mapToInt(share -> bounds(share).maxCores().hundredths() - held(share).cores().hundredths())
        .min()
        .orElseThrow();
  }

  private Bounds bounds(Share share) {
    return bounds.getOrDefault(share, Bounds.NONE);
  }

  Amounts held(Share share) {
    return running.stream()
        .filter(proc -> proc.job().shares().contains(share))
        .map(Running::amounts)
        .reduce(Amounts.NONE, Amounts::plus);
  }

  Amounts onHost() {
    return running.stream().map(Running::amounts).reduce(Amounts.NONE, Amounts::plus);
  }
}
