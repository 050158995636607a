package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseSetup;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.Service;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceId;
import io.farmgate.domain.ServiceOverride;
import io.farmgate.domain.ServiceOverrideId;
import io.farmgate.domain.ShowId;
import io.farmgate.opencue.wire.service.ServiceCreateServiceRequest;
import io.farmgate.opencue.wire.service.ServiceCreateServiceResponse;
import io.farmgate.opencue.wire.service.ServiceDeleteRequest;
import io.farmgate.opencue.wire.service.ServiceDeleteResponse;
import io.farmgate.opencue.wire.service.ServiceGetDefaultServicesRequest;
import io.farmgate.opencue.wire.service.ServiceGetDefaultServicesResponse;
import io.farmgate.opencue.wire.service.ServiceGetServiceRequest;
import io.farmgate.opencue.wire.service.ServiceGetServiceResponse;
import io.farmgate.opencue.wire.service.ServiceOverrideDeleteRequest;
import io.farmgate.opencue.wire.service.ServiceOverrideDeleteResponse;
import io.farmgate.opencue.wire.service.ServiceOverrideSeq;
import io.farmgate.opencue.wire.service.ServiceOverrideUpdateRequest;
import io.farmgate.opencue.wire.service.ServiceOverrideUpdateResponse;
import io.farmgate.opencue.wire.service.ServiceSeq;
import io.farmgate.opencue.wire.service.ServiceUpdateRequest;
import io.farmgate.opencue.wire.service.ServiceUpdateResponse;
import io.farmgate.opencue.wire.show.ShowCreateServiceOverrideRequest;
import io.farmgate.opencue.wire.show.ShowCreateServiceOverrideResponse;
import io.farmgate.opencue.wire.show.ShowGetServiceOverrideRequest;
import io.farmgate.opencue.wire.show.ShowGetServiceOverrideResponse;
import io.farmgate.opencue.wire.show.ShowGetServiceOverridesRequest;
import io.farmgate.opencue.wire.show.ShowGetServiceOverridesResponse;

/**
 * {@code service.ServiceInterface}, {@code service.ServiceOverrideInterface}, and what {@code
 * show.ShowInterface} has of them.
 */
final class ServiceMethods {
  private static final String SERVICE = "service.ServiceInterface/";
  private static final String OVERRIDES = "service.ServiceOverrideInterface/";
  private static final String SHOWS = "show.ShowInterface/";

  private final BrowseSetup browse;
  private final SetUpFarm setup;

  ServiceMethods(BrowseSetup browse, SetUpFarm setup) {
    this.browse = browse;
    this.setup = setup;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addChanges(table);
    addOverrides(table);
    addOfShows(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "GetService",
        ServiceGetServiceRequest.getDefaultInstance(),
        ServiceGetServiceResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          return ServiceGetServiceResponse.newBuilder()
              .setService(wire(browse.serviceKnownAs(call.caller(), call.farm(), name)))
              .build();
        });
    table.add(
        SERVICE + "GetDefaultServices",
        ServiceGetDefaultServicesRequest.getDefaultInstance(),
        ServiceGetDefaultServicesResponse.class,
        (call, request) ->
            ServiceGetDefaultServicesResponse.newBuilder()
                .setServices(
                    ServiceSeq.newBuilder()
                        .addAllServices(
                            browse.services(call.caller(), call.farm()).stream()
                                .map(ServiceMethods::wire)
                                .toList()))
                .build());
  }

  private void addChanges(MethodTable table) {
    table.add(
        SERVICE + "CreateService",
        ServiceCreateServiceRequest.getDefaultInstance(),
        ServiceCreateServiceResponse.class,
        (call, request) -> {
          String name = Wire.text("data.name", request.getData().getName());
          ServiceDefaults defaults = ServiceFields.defaults("data.", request.getData());
          Service made =
              setup.make(
                  call.caller(),
                  call.farm(),
                  "create a service",
                  ports -> ports.services().create(name, defaults));
          return ServiceCreateServiceResponse.newBuilder().setService(wire(made)).build();
        });
    table.add(
        SERVICE + "Update",
        ServiceUpdateRequest.getDefaultInstance(),
        ServiceUpdateResponse.class,
        (call, request) -> {
          ServiceId id = id(request.getService());
          String name = name(request.getService());
          ServiceDefaults defaults = ServiceFields.defaults("service.", request.getService());
          setup.change(
              call.caller(),
              call.farm(),
              "change a service",
              ports -> ports.services().update(id, name, defaults));
          return ServiceUpdateResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        ServiceDeleteRequest.getDefaultInstance(),
        ServiceDeleteResponse.class,
        (call, request) -> {
          ServiceId id = id(request.getService());
          setup.change(
              call.caller(), call.farm(), "delete a service", ports -> ports.services().delete(id));
          return ServiceDeleteResponse.getDefaultInstance();
        });
  }

  private void addOverrides(MethodTable table) {
    table.add(
        OVERRIDES + "Update",
        ServiceOverrideUpdateRequest.getDefaultInstance(),
        ServiceOverrideUpdateResponse.class,
        (call, request) -> {
          ServiceOverrideId id = overrideId(request.getService());
          String name = name(request.getService());
          ServiceDefaults defaults = ServiceFields.defaults("service.", request.getService());
          setup.change(
              call.caller(),
              call.farm(),
              "change a service override",
              ports -> ports.overrides().update(id, name, defaults));
          return ServiceOverrideUpdateResponse.getDefaultInstance();
        });
    table.add(
        OVERRIDES + "Delete",
        ServiceOverrideDeleteRequest.getDefaultInstance(),
        ServiceOverrideDeleteResponse.class,
        (call, request) -> {
          ServiceOverrideId id = overrideId(request.getService());
          setup.change(
              call.caller(),
              call.farm(),
              "delete a service override",
              ports -> ports.overrides().delete(id));
          return ServiceOverrideDeleteResponse.getDefaultInstance();
        });
  }

  private void addOfShows(MethodTable table) {
    table.add(
        SHOWS + "GetServiceOverrides",
        ShowGetServiceOverridesRequest.getDefaultInstance(),
        ShowGetServiceOverridesResponse.class,
        (call, request) -> {
          ShowId show = ShowMethods.id(request.getShow());
          return ShowGetServiceOverridesResponse.newBuilder()
              .setServiceOverrides(
                  ServiceOverrideSeq.newBuilder()
                      .addAllServiceOverrides(
                          browse.overrides(call.caller(), call.farm(), show).stream()
                              .map(ServiceMethods::wire)
                              .toList()))
              .build();
        });
    table.add(
        SHOWS + "GetServiceOverride",
        ShowGetServiceOverrideRequest.getDefaultInstance(),
        ShowGetServiceOverrideResponse.class,
        (call, request) -> {
          ShowId show = ShowMethods.id(request.getShow());
          String name = Wire.text("name", request.getName());
          return ShowGetServiceOverrideResponse.newBuilder()
              .setServiceOverride(
                  wire(browse.overrideNamed(call.caller(), call.farm(), show, name)))
              .build();
        });
    table.add(
        SHOWS + "CreateServiceOverride",
        ShowCreateServiceOverrideRequest.getDefaultInstance(),
        ShowCreateServiceOverrideResponse.class,
        (call, request) ->
            ShowCreateServiceOverrideResponse.newBuilder()
                .setServiceOverride(wire(created(call, request)))
                .build());
  }

  private ServiceOverride created(Invocation call, ShowCreateServiceOverrideRequest request) {
    ShowId show = ShowMethods.id(request.getShow());
    String name = name(request.getService());
    ServiceDefaults defaults = ServiceFields.defaults("service.", request.getService());
    return setup.make(
        call.caller(),
        call.farm(),
        "create a service override",
        ports -> ports.overrides().create(show, name, defaults));
  }

  private static String name(io.farmgate.opencue.wire.service.Service service) {
    return Wire.text("service.name", service.getName());
  }

  private static ServiceId id(io.farmgate.opencue.wire.service.Service service) {
    return Wire.id("service.id", service.getId(), ServiceId::new);
  }

  private static ServiceOverrideId overrideId(io.farmgate.opencue.wire.service.Service service) {
    return Wire.id("service.id", service.getId(), ServiceOverrideId::new);
  }

  private static io.farmgate.opencue.wire.service.Service wire(Service service) {
    return ServiceFields.wire(service.id().value(), service.name(), service.defaults());
  }

  private static io.farmgate.opencue.wire.service.ServiceOverride wire(ServiceOverride override) {
    String id = override.id().value();
    return io.farmgate.opencue.wire.service.ServiceOverride.newBuilder()
        .setId(id)
        .setData(ServiceFields.wire(id, override.name(), override.defaults()))
        .build();
  }
}
