package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Subscription;
import io.farmgate.domain.SubscriptionId;

/** A subscription of {@link InMemoryFarm}. */
final class MemorySubscription {
  final SubscriptionId id;
  final MemoryShow show;
  final MemoryAllocation allocation;
  Cores size;
  Cores burst;

  MemorySubscription(
      SubscriptionId id, MemoryShow show, MemoryAllocation allocation, Cores size, Cores burst) {
    this.id = id;
    this.show = show;
    this.allocation = allocation;
    this.size = size;
    this.burst = burst;
  }

  /**
   * Adds what the show's frames hold to what is set, where the farm's host is in the allocation.
   */
  Subscription snapshot(MemoryFarmState state) {
    int reserved =
        state.sites.ofHost == allocation
            ? state.jobs().stream()
                .filter(job -> job.show == show)
                .mapToInt(MemoryJob::coresOfFarm)
                .sum()
            : 0;
    return new Subscription(
        id,
        show.name,
        allocation.fullName(),
        allocation.facility.name,
        size,
        burst,
        new Cores(reserved),
        0);
  }
}
