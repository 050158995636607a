package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseSetup;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.Facility;
import io.farmgate.opencue.wire.facility.FacilityCreateRequest;
import io.farmgate.opencue.wire.facility.FacilityCreateResponse;
import io.farmgate.opencue.wire.facility.FacilityDeleteRequest;
import io.farmgate.opencue.wire.facility.FacilityDeleteResponse;
import io.farmgate.opencue.wire.facility.FacilityGetAllocationsRequest;
import io.farmgate.opencue.wire.facility.FacilityGetAllocationsResponse;
import io.farmgate.opencue.wire.facility.FacilityGetRequest;
import io.farmgate.opencue.wire.facility.FacilityGetResponse;
import io.farmgate.opencue.wire.facility.FacilityRenameRequest;
import io.farmgate.opencue.wire.facility.FacilityRenameResponse;

/** {@code facility.FacilityInterface}. A facility is given by its name. */
final class FacilityMethods {
  private static final String SERVICE = "facility.FacilityInterface/";

  private final BrowseSetup browse;
  private final SetUpFarm setup;

  FacilityMethods(BrowseSetup browse, SetUpFarm setup) {
    this.browse = browse;
    this.setup = setup;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addChanges(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "Get",
        FacilityGetRequest.getDefaultInstance(),
        FacilityGetResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          return FacilityGetResponse.newBuilder()
              .setFacility(wire(browse.facility(call.caller(), call.farm(), name)))
              .build();
        });
    table.add(
        SERVICE + "GetAllocations",
        FacilityGetAllocationsRequest.getDefaultInstance(),
        FacilityGetAllocationsResponse.class,
        (call, request) -> {
          String name = name(request.getFacility());
          return FacilityGetAllocationsResponse.newBuilder()
              .setAllocations(
                  AllocationMethods.wire(browse.allocationsOf(call.caller(), call.farm(), name)))
              .build();
        });
  }

  private void addChanges(MethodTable table) {
    table.add(
        SERVICE + "Create",
        FacilityCreateRequest.getDefaultInstance(),
        FacilityCreateResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          Facility made =
              setup.make(
                  call.caller(),
                  call.farm(),
                  "create a facility",
                  ports -> ports.facilities().create(name));
          return FacilityCreateResponse.newBuilder().setFacility(wire(made)).build();
        });
    table.add(
        SERVICE + "Rename",
        FacilityRenameRequest.getDefaultInstance(),
        FacilityRenameResponse.class,
        (call, request) -> {
          String name = name(request.getFacility());
          String newName = Wire.text("newName", request.getNewName());
          setup.change(
              call.caller(),
              call.farm(),
              "rename a facility",
              ports -> ports.facilities().rename(name, newName));
          return FacilityRenameResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        FacilityDeleteRequest.getDefaultInstance(),
        FacilityDeleteResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          setup.change(
              call.caller(),
              call.farm(),
              "delete a facility",
              ports -> ports.facilities().delete(name));
          return FacilityDeleteResponse.getDefaultInstance();
        });
  }

  private static String name(io.farmgate.opencue.wire.facility.Facility facility) {
    return Wire.text("facility.name", facility.getName());
  }

  private static io.farmgate.opencue.wire.facility.Facility wire(Facility facility) {
    return io.farmgate.opencue.wire.facility.Facility.newBuilder()
        .setId(facility.id().value())
        .setName(facility.name())
        .build();
  }
}
