package io.farmgate.domain.contract;

import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Cores;
import io.farmgate.domain.FacilityId;
import io.farmgate.domain.SubscriptionId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Facilities, allocations and subscriptions of {@link InMemoryFarm}, under the farm's lock. */
final class MemorySites {
  final List<MemoryFacility> facilities = new ArrayList<>();
  final List<MemoryAllocation> allocations = new ArrayList<>();
  final List<MemorySubscription> subscriptions = new ArrayList<>();

  /** Where the one host is. */
  MemoryAllocation ofHost;

  /** Where new hosts would come into. */
  MemoryAllocation standard;

  private int last;

  MemorySites() {
    MemoryFacility local = add("local");
    ofHost = add(local, "general", "general");
    standard = ofHost;
  }

  MemoryFacility add(String name) {
    MemoryFacility facility = new MemoryFacility(new FacilityId("facility-" + ++last), name);
    facilities.add(facility);
    return facility;
  }

  MemoryAllocation add(MemoryFacility facility, String name, String tag) {
    MemoryAllocation allocation =
        new MemoryAllocation(new AllocationId("allocation-" + ++last), facility, name, tag);
    allocations.add(allocation);
    return allocation;
  }

  MemorySubscription add(MemoryShow show, MemoryAllocation allocation, Cores size, Cores burst) {
    MemorySubscription subscription =
        new MemorySubscription(
            new SubscriptionId("subscription-" + ++last), show, allocation, size, burst);
    subscriptions.add(subscription);
    return subscription;
  }

  Optional<MemoryFacility> facility(String name) {
    return facilities.stream().filter(facility -> facility.name.equals(name)).findFirst();
  }

  MemoryFacility known(String facility) {
    return facility(facility).orElseThrow(() -> MemoryFarmState.notFound("facility", facility));
  }

  MemoryAllocation known(AllocationId id) {
    return allocations.stream()
        .filter(allocation -> allocation.id.equals(id))
        .findFirst()
        .orElseThrow(() -> MemoryFarmState.notFound("allocation", id.value()));
  }

  MemorySubscription known(SubscriptionId id) {
    return subscriptions.stream()
        .filter(subscription -> subscription.id.equals(id))
        .findFirst()
        .orElseThrow(() -> MemoryFarmState.notFound("subscription", id.value()));
  }

  static FarmException taken(String name) {
    return new FarmException(new FarmFailure.Conflict("there is a '" + name + "' already"));
  }

  static FarmException precondition(String message) {
    return new FarmException(new FarmFailure.Precondition(message));
  }
}
