package io.farmgate.domain.contract;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.port.Allocations;
import io.farmgate.domain.spec.NameRule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The allocations of {@link InMemoryFarm}, of which one has the one host. */
final class MemoryAllocations implements Allocations {
  private final MemoryFarmState state;

  MemoryAllocations(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public List<Allocation> all() {
    synchronized (state) {
      return state.sites.allocations.stream()
          .map(this::snapshot)
          .sorted(Comparator.comparing(Allocation::name))
          .toList();
    }
  }

  @Override
  public Optional<Allocation> byId(AllocationId id) {
    return all().stream().filter(allocation -> allocation.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Allocation> byName(String name) {
    return all().stream().filter(allocation -> allocation.name().equals(name)).findFirst();
  }

  @Override
  public Allocation standard() {
    synchronized (state) {
      return snapshot(state.sites.standard);
    }
  }

  @Override
  public Allocation create(String facility, String name, String tag) {
    NameRule.ALLOCATION.check("allocation name", name);
    NameRule.TAG.check("tag", tag);
    synchronized (state) {
      MemoryFacility site = state.sites.known(facility);
      refuseTaken(site, name, null);
      return snapshot(state.sites.add(site, name, tag));
    }
  }

  @Override
  public void rename(AllocationId id, String name) {
    NameRule.ALLOCATION.check("allocation name", name);
    synchronized (state) {
      MemoryAllocation allocation = state.sites.known(id);
      refuseTaken(allocation.facility, name, id);
      allocation.name = name;
    }
  }

  @Override
  public void setTag(AllocationId id, String tag) {
    NameRule.TAG.check("tag", tag);
    synchronized (state) {
      state.sites.known(id).tag = tag;
    }
  }

  @Override
  public void setBillable(AllocationId id, boolean billable) {
    synchronized (state) {
      state.sites.known(id).billable = billable;
    }
  }

  @Override
  public void setStandard(AllocationId id) {
    synchronized (state) {
      state.sites.standard = state.sites.known(id);
    }
  }

  @Override
  public void moveHosts(AllocationId id, Set<HostId> hosts) {
    synchronized (state) {
      MemoryAllocation allocation = state.sites.known(id);
      for (HostId host : hosts) {
        if (!host.equals(MemoryFarmState.HOST)) {
          throw MemoryFarmState.notFound("host", host.value());
        }
      }
      if (hosts.isEmpty()) {
        return;
      }
      if (state.running().findAny().isPresent()) {
        throw MemorySites.precondition("the host runs frames");
      }
      state.sites.ofHost = allocation;
    }
  }

  @Override
  public void delete(AllocationId id) {
    synchronized (state) {
      MemoryAllocation allocation = state.sites.known(id);
      if (allocation == state.sites.standard || allocation == state.sites.ofHost) {
        throw MemorySites.precondition("the allocation is in use");
      }
      state.sites.subscriptions.removeIf(one -> one.allocation == allocation);
      state.sites.allocations.remove(allocation);
    }
  }

  private void refuseTaken(MemoryFacility facility, String name, @Nullable AllocationId but) {
    if (state.sites.allocations.stream()
        .anyMatch(
            one -> one.facility == facility && one.name.equals(name) && !one.id.equals(but))) {
      throw MemorySites.taken(name);
    }
  }

  private Allocation snapshot(MemoryAllocation allocation) {
    List<Host> hosts = allocation == state.sites.ofHost ? List.of(state.host()) : List.<Host>of();
    return allocation.snapshot(hosts);
  }
}
