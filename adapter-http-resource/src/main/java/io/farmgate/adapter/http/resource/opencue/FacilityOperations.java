package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseSetup;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.Facility;
import java.util.List;

/** The operations on the sites of a farm. What changes them takes an admin. */
final class FacilityOperations {
  private final BrowseSetup read;
  private final SetUpFarm setup;

  FacilityOperations(BrowseFarm browse, ControlFarm control) {
    this.read = browse.setup();
    this.setup = control.setup();
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
                "listFacilities",
                "/api/facility",
                call ->
                    SetupShapes.FACILITIES.answer(
                        call, read.facilities(call.caller(), call.farm())))
            .telling(SetupShapes.FACILITY)
            .inPages(SetupShapes.FACILITIES.sort()),
        Operation.get(
                "getFacility",
                "/api/facility/{facility_id}",
                call -> new Answer.One<>(SetupShapes.FACILITY, known(call)))
            .telling(SetupShapes.FACILITY),
        Operation.withBody("POST", "createFacility", "/api/facility", this::create),
        Operation.withBody("PATCH", "changeFacility", "/api/facility/{facility_id}", this::change),
        Operation.delete("deleteFacility", "/api/facility/{facility_id}", this::delete));
  }

  private Facility known(Call call) {
    return read.facilityKnownAs(call.caller(), call.farm(), call.segment("facility_id"));
  }

  private Answer create(Call call) {
    String name = call.onlyName();
    return new Answer.One<>(
        201,
        SetupShapes.FACILITY,
        setup.make(
            call.caller(), call.farm(), "create a facility", on -> on.facilities().create(name)));
  }

  private Answer change(Call call) {
    String name = call.onlyName();
    Facility before = known(call);
    setup.change(
        call.caller(),
        call.farm(),
        "rename a facility",
        on -> on.facilities().rename(before.name(), name));
    return new Answer.One<>(SetupShapes.FACILITY, read.facility(call.caller(), call.farm(), name));
  }

  private Answer delete(Call call) {
    Facility facility = known(call);
    setup.change(
        call.caller(),
        call.farm(),
        "delete a facility",
        on -> on.facilities().delete(facility.name()));
    return new Answer.Done("Facility " + facility.name() + " was deleted");
  }
}
