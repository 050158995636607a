package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.Facility;
import io.farmgate.domain.FacilityId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Facilities;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.opencue.wire.facility.FacilityCreateRequest;
import io.farmgate.opencue.wire.facility.FacilityCreateResponse;
import io.farmgate.opencue.wire.facility.FacilityDeleteRequest;
import io.farmgate.opencue.wire.facility.FacilityDeleteResponse;
import io.farmgate.opencue.wire.facility.FacilityGetRequest;
import io.farmgate.opencue.wire.facility.FacilityGetResponse;
import io.farmgate.opencue.wire.facility.FacilityRenameRequest;
import io.farmgate.opencue.wire.facility.FacilityRenameResponse;
import java.util.List;
import java.util.Optional;

/** Facilities. */
final class FacilityPort implements Facilities {
  private static final String SERVICE = "facility.FacilityInterface/";

  private final FarmCalls calls;

  FacilityPort(FarmCalls calls) {
    this.calls = calls;
  }

  /** The contract has no list of facilities; allocations name theirs. */
  @Override
  public List<Facility> all() {
    return AllocationPort.all(calls).stream()
        .map(Allocation::facility)
        .distinct()
        .sorted()
        .flatMap(name -> byName(name).stream())
        .toList();
  }

  @Override
  public Optional<Facility> byName(String name) {
    return name.isEmpty()
        ? Optional.empty()
        : calls
            .find(
                SERVICE + "Get",
                FacilityGetRequest.newBuilder().setName(name).build(),
                FacilityGetResponse.parser())
            .map(found -> facility(found.getFacility()))
            // A Cuebot takes an id for a name.
            .filter(found -> found.name().equals(name));
  }

  @Override
  public Facility create(String name) {
    NameRule.FACILITY.check("facility name", name);
    refuseTaken(name);
    return facility(
        calls
            .call(
                SERVICE + "Create",
                FacilityCreateRequest.newBuilder().setName(name).build(),
                FacilityCreateResponse.parser())
            .getFacility());
  }

  @Override
  public void rename(String name, String newName) {
    NameRule.FACILITY.check("facility name", newName);
    String known = known(name).name();
    if (!known.equals(newName)) {
      refuseTaken(newName);
    }
    calls.call(
        SERVICE + "Rename",
        FacilityRenameRequest.newBuilder().setFacility(wire(known)).setNewName(newName).build(),
        FacilityRenameResponse.parser());
  }

  @Override
  public void delete(String name) {
    calls.call(
        SERVICE + "Delete",
        FacilityDeleteRequest.newBuilder().setName(known(name).name()).build(),
        FacilityDeleteResponse.parser());
  }

  /** Returns the facility of that name, which must be there. */
  Facility known(String name) {
    return byName(name)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("facility", name)));
  }

  private void refuseTaken(String name) {
    if (byName(name).isPresent()) {
      throw new FarmException(
          new FarmFailure.Conflict("there is a facility '" + name + "' already"));
    }
  }

  static io.farmgate.opencue.wire.facility.Facility wire(String name) {
    return io.farmgate.opencue.wire.facility.Facility.newBuilder().setName(name).build();
  }

  private static Facility facility(io.farmgate.opencue.wire.facility.Facility wire) {
    return new Facility(new FacilityId(wire.getId()), wire.getName());
  }
}
