package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.OwnerQuota;
import java.util.Collection;

/** An owner of {@link InMemoryFarm}. */
final class MemoryOwner {
  final OwnerId id;
  final String name;
  MemoryShow show;
  OwnerQuota quota = OwnerQuota.NONE;

  MemoryOwner(String name, MemoryShow show) {
    this.id = new OwnerId("owner-" + name);
    this.name = name;
    this.show = show;
  }

  boolean hasRoomFor(Cores cores, Collection<MemoryJob> jobs) {
    int inUse =
        jobs.stream().filter(job -> job.user().equals(name)).mapToInt(MemoryJob::coresOfFarm).sum();
    return quota.maxCores().map(max -> inUse + cores.hundredths() <= max.hundredths()).orElse(true);
  }

  Owner snapshot(Collection<MemoryJob> jobs, int hosts) {
    return new Owner(
        id,
        name,
        show.name,
        quota,
        hosts,
        jobs.stream()
            .filter(job -> job.user().equals(name))
            .mapToInt(job -> job.counts().running())
            .sum());
  }
}
