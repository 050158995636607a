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

  Limit snapshot(Collection<MemoryJob> jobs) {
    int running =
        jobs.stream()
            .flatMap(job -> job.layers.stream())
            .filter(layer -> layer.limits.contains(this))
            .mapToInt(layer -> layer.snapshot().frames().running())
            .sum();
    return new Limit(id, name, maxRunning, running);
  }
}
