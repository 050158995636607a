package io.farmgate.domain.contract;

import io.farmgate.domain.Facility;
import io.farmgate.domain.port.Facilities;
import io.farmgate.domain.spec.NameRule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The facilities of {@link InMemoryFarm}. */
final class MemoryFacilities implements Facilities {
  private final MemoryFarmState state;

  MemoryFacilities(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public List<Facility> all() {
    synchronized (state) {
      return state.sites.facilities.stream()
          .map(MemoryFacility::snapshot)
          .sorted(Comparator.comparing(Facility::name))
          .toList();
    }
  }

  @Override
  public Optional<Facility> byName(String name) {
    synchronized (state) {
      return state.sites.facility(name).map(MemoryFacility::snapshot);
    }
  }

  @Override
  public Facility create(String name) {
    NameRule.FACILITY.check("facility name", name);
    synchronized (state) {
      if (state.sites.facility(name).isPresent()) {
        throw MemorySites.taken(name);
      }
      return state.sites.add(name).snapshot();
    }
  }

  @Override
  public void rename(String name, String newName) {
    NameRule.FACILITY.check("facility name", newName);
    synchronized (state) {
      MemoryFacility facility = state.sites.known(name);
      if (state.sites.facility(newName).filter(other -> other != facility).isPresent()) {
        throw MemorySites.taken(newName);
      }
      facility.name = newName;
    }
  }

  @Override
  public void delete(String name) {
    synchronized (state) {
      MemoryFacility facility = state.sites.known(name);
      boolean divided = state.sites.allocations.stream().anyMatch(a -> a.facility == facility);
      if (divided
          || state.jobs().stream().anyMatch(j -> j.facility == facility && !j.isFinished())) {
        throw MemorySites.precondition("the facility '" + name + "' is in use");
      }
      state.sites.facilities.remove(facility);
    }
  }
}
