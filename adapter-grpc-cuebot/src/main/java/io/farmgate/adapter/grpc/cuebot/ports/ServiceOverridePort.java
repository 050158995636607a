package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceOverride;
import io.farmgate.domain.ServiceOverrideId;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.ServiceOverrides;
import io.farmgate.domain.spec.ServiceRules;
import io.farmgate.opencue.wire.service.ServiceOverrideDeleteRequest;
import io.farmgate.opencue.wire.service.ServiceOverrideDeleteResponse;
import io.farmgate.opencue.wire.service.ServiceOverrideUpdateRequest;
import io.farmgate.opencue.wire.service.ServiceOverrideUpdateResponse;
import io.farmgate.opencue.wire.show.ShowCreateServiceOverrideRequest;
import io.farmgate.opencue.wire.show.ShowCreateServiceOverrideResponse;
import io.farmgate.opencue.wire.show.ShowGetServiceOverridesRequest;
import io.farmgate.opencue.wire.show.ShowGetServiceOverridesResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Shows' own versions of services. The contract cannot look one up by its id: that asks all. */
final class ServiceOverridePort implements ServiceOverrides {
  private static final String SERVICE = "service.ServiceOverrideInterface/";

  private final FarmCalls calls;
  private final ShowPort shows;

  ServiceOverridePort(FarmCalls calls, ShowPort shows) {
    this.calls = calls;
    this.shows = shows;
  }

  @Override
  public List<ServiceOverride> ofShow(ShowId id) {
    return shows.byId(id).map(this::ofShow).orElse(List.of());
  }

  private List<ServiceOverride> ofShow(Show show) {
    return calls
        .call(
            "show.ShowInterface/GetServiceOverrides",
            ShowGetServiceOverridesRequest.newBuilder().setShow(wire(show)).build(),
            ShowGetServiceOverridesResponse.parser())
        .getServiceOverrides()
        .getServiceOverridesList()
        .stream()
        .map(wire -> override(show, wire))
        .sorted(Comparator.comparing(ServiceOverride::name))
        .toList();
  }

  @Override
  public Optional<ServiceOverride> find(ShowId show, String name) {
    return ofShow(show).stream().filter(override -> override.name().equals(name)).findFirst();
  }

  @Override
  public ServiceOverride create(ShowId id, String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    Show show = shows.known(id);
    refuseTaken(show, name);
    ServiceOverride made =
        override(
            show,
            calls
                .call(
                    "show.ShowInterface/CreateServiceOverride",
                    ShowCreateServiceOverrideRequest.newBuilder()
                        .setShow(wire(show))
                        .setService(ServiceWire.of("", name, defaults))
                        .build(),
                    ShowCreateServiceOverrideResponse.parser())
                .getServiceOverride());
    if (!made.defaults().equals(defaults)) {
      // A Cuebot leaves the time-outs of a new one out.
      update(made, name, defaults);
    }
    return new ServiceOverride(made.id(), made.show(), name, defaults);
  }

  @Override
  public void update(ServiceOverrideId id, String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    ServiceOverride known = known(id);
    if (!known.name().equals(name)) {
      refuseTaken(shows.byName(known.show()).orElseThrow(), name);
    }
    update(known, name, defaults);
  }

  private void update(ServiceOverride known, String name, ServiceDefaults defaults) {
    calls.call(
        SERVICE + "Update",
        ServiceOverrideUpdateRequest.newBuilder()
            .setService(ServiceWire.of(known.id().value(), name, defaults))
            .build(),
        ServiceOverrideUpdateResponse.parser());
  }

  @Override
  public void delete(ServiceOverrideId id) {
    ServiceOverride known = known(id);
    calls.call(
        SERVICE + "Delete",
        ServiceOverrideDeleteRequest.newBuilder()
            .setService(ServiceWire.of(id.value(), known.name(), known.defaults()))
            .build(),
        ServiceOverrideDeleteResponse.parser());
  }

  private ServiceOverride known(ServiceOverrideId id) {
    return shows.all().stream()
        .flatMap(show -> ofShow(show).stream())
        .filter(override -> override.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new FarmException(FarmFailure.NotFound.of("service override", id.value())));
  }

  private void refuseTaken(Show show, String name) {
    if (ofShow(show).stream().anyMatch(override -> override.name().equals(name))) {
      throw new FarmException(
          new FarmFailure.Conflict("the show has an override of '" + name + "' already"));
    }
  }

  private static io.farmgate.opencue.wire.show.Show wire(Show show) {
    return io.farmgate.opencue.wire.show.Show.newBuilder().setId(show.id().value()).build();
  }

  private static ServiceOverride override(
      Show show, io.farmgate.opencue.wire.service.ServiceOverride wire) {
    return new ServiceOverride(
        new ServiceOverrideId(wire.getId()),
        show.name(),
        wire.getData().getName(),
        ServiceWire.defaults(wire.getData()));
  }
}
