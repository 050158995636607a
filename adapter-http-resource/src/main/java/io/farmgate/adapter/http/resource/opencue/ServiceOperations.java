package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseSetup;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.Service;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceOverride;
import io.farmgate.domain.Show;
import java.util.List;
import java.util.Optional;

/**
 * The operations that change services, and those on what shows make of them. What changes anything
 * takes an admin.
 */
final class ServiceOperations {
  private static final String SHARED = "/api/service";
  private static final String ONE_SHARED = SHARED + "/{service_id}";
  private static final String OF_SHOW = "/api/show/{show_id}/service";
  private static final String ONE_OF_SHOW = OF_SHOW + "/{service_id}";

  private final BrowseFarm browse;
  private final BrowseSetup read;
  private final SetUpFarm setup;

  ServiceOperations(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.read = browse.setup();
    this.setup = control.setup();
  }

  List<Operation> operations() {
    return List.of(
        Operation.withBody("POST", "createService", SHARED, this::create),
        Operation.withBody("PATCH", "changeService", ONE_SHARED, this::change),
        Operation.delete("deleteService", ONE_SHARED, this::delete),
        Operation.get("listServiceOverrides", OF_SHOW, this::overrides)
            .telling(SetupShapes.OVERRIDE)
            .inPages(SetupShapes.OVERRIDES.sort()),
        Operation.get(
                "getServiceOverride",
                ONE_OF_SHOW,
                call -> new Answer.One<>(SetupShapes.OVERRIDE, override(call)))
            .telling(SetupShapes.OVERRIDE),
        Operation.withBody("POST", "createServiceOverride", OF_SHOW, this::createOverride),
        Operation.withBody("PATCH", "changeServiceOverride", ONE_OF_SHOW, this::changeOverride),
        Operation.delete("deleteServiceOverride", ONE_OF_SHOW, this::deleteOverride));
  }

  private Service shared(Call call, String key) {
    return read.serviceKnownAs(call.caller(), call.farm(), key);
  }

  /** What counts for members that a new service does not give. */
  private ServiceDefaults standard(Call call) {
    return shared(call, Service.STANDARD).defaults();
  }

  private Answer create(Call call) {
    Members body = call.members();
    String name = body.needed("name");
    ServiceChange change = ServiceChange.of(body);
    body.done();
    ServiceDefaults defaults = change.of(standard(call));
    return new Answer.One<>(
        201,
        SetupShapes.SERVICE,
        setup.make(
            call.caller(),
            call.farm(),
            "create a service",
            on -> on.services().create(name, defaults)));
  }

  private Answer change(Call call) {
    Members body = call.members();
    Optional<String> name = body.text("name");
    ServiceChange change = ServiceChange.of(body);
    body.doneUnlessEmpty();
    Service before = shared(call, call.segment("service_id"));
    String after = name.orElse(before.name());
    setup.change(
        call.caller(),
        call.farm(),
        "change a service",
        on -> on.services().update(before.id(), after, change.of(before.defaults())));
    return new Answer.One<>(SetupShapes.SERVICE, shared(call, after));
  }

  private Answer delete(Call call) {
    Service service = shared(call, call.segment("service_id"));
    setup.change(
        call.caller(), call.farm(), "delete a service", on -> on.services().delete(service.id()));
    return new Answer.Done("Service " + service.name() + " was deleted");
  }

  private Show show(Call call) {
    return browse.showKnownAs(call.caller(), call.farm(), call.segment("show_id"));
  }

  private Answer overrides(Call call) {
    return SetupShapes.OVERRIDES.answer(
        call, read.overrides(call.caller(), call.farm(), show(call).id()));
  }

  private ServiceOverride override(Call call) {
    return read.overrideKnownAs(
        call.caller(), call.farm(), show(call).id(), call.segment("service_id"));
  }

  private Answer createOverride(Call call) {
    Members body = call.members();
    String name = body.needed("name");
    ServiceChange change = ServiceChange.of(body);
    body.done();
    Show show = show(call);
    ServiceDefaults defaults =
        change.of(
            read.services(call.caller(), call.farm()).stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .map(Service::defaults)
                .orElseGet(() -> standard(call)));
    return new Answer.One<>(
        201,
        SetupShapes.OVERRIDE,
        setup.make(
            call.caller(),
            call.farm(),
            "override a service",
            on -> on.overrides().create(show.id(), name, defaults)));
  }

  private Answer changeOverride(Call call) {
    Members body = call.members();
    Optional<String> name = body.text("name");
    ServiceChange change = ServiceChange.of(body);
    body.doneUnlessEmpty();
    ServiceOverride before = override(call);
    String after = name.orElse(before.name());
    setup.change(
        call.caller(),
        call.farm(),
        "change the override of a service",
        on -> on.overrides().update(before.id(), after, change.of(before.defaults())));
    return new Answer.One<>(
        SetupShapes.OVERRIDE,
        read.overrideNamed(call.caller(), call.farm(), show(call).id(), after));
  }

  private Answer deleteOverride(Call call) {
    ServiceOverride override = override(call);
    setup.change(
        call.caller(),
        call.farm(),
        "delete the override of a service",
        on -> on.overrides().delete(override.id()));
    return new Answer.Done(
        "Show " + override.show() + " takes the shared service " + override.name() + " again");
  }
}
