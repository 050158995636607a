package io.farmgate.domain.contract;

import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import java.util.Collection;

/** A limit of {@link InMemoryFarm}. */
final class MemoryLimit {
  final LimitId id;
  String name;
  int maxRunning;

  MemoryLimit(LimitId id, String name, int maxRunning) {
    this.id = id;
    this.name = name;
    this.maxRunning = maxRunning;
  }

  boolean hasRoom(Collection<MemoryJob> jobs) {
    return running(jobs) < maxRunning;
  }

  Limit snapshot(Collection<MemoryJob> jobs) {
    return new Limit(id, name, maxRunning, running(jobs));
  }

  private int running(Collection<MemoryJob> jobs) {
    return jobs.stream()
        .flatMap(job -> job.layers.stream())
        .filter(layer -> layer.limits.contains(this))
        .mapToInt(layer -> layer.snapshot().frames().running())
        .sum();
  }
}
