package io.farmgate.domain.contract;

import io.farmgate.domain.Facility;
import io.farmgate.domain.FacilityId;

/** A facility of {@link InMemoryFarm}. */
final class MemoryFacility {
  final FacilityId id;
  String name;

  MemoryFacility(FacilityId id, String name) {
    this.id = id;
    this.name = name;
  }

  Facility snapshot() {
    return new Facility(id, name);
  }
}
