package io.farmgate.domain.contract;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostTotals;
import java.util.List;

/** An allocation of {@link InMemoryFarm}. */
final class MemoryAllocation {
  final AllocationId id;
  final MemoryFacility facility;
  String name;
  String tag;
  boolean billable = true;

  MemoryAllocation(AllocationId id, MemoryFacility facility, String name, String tag) {
    this.id = id;
    this.facility = facility;
    this.name = name;
    this.tag = tag;
  }

  String fullName() {
    return facility.name + '.' + name;
  }

  Allocation snapshot(List<Host> hosts) {
    return new Allocation(id, fullName(), facility.name, tag, billable, HostTotals.of(hosts));
  }
}
