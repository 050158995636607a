package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Service;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Services;
import io.farmgate.domain.spec.ServiceRules;
import io.farmgate.opencue.wire.service.ServiceCreateServiceRequest;
import io.farmgate.opencue.wire.service.ServiceCreateServiceResponse;
import io.farmgate.opencue.wire.service.ServiceDeleteRequest;
import io.farmgate.opencue.wire.service.ServiceDeleteResponse;
import io.farmgate.opencue.wire.service.ServiceGetDefaultServicesRequest;
import io.farmgate.opencue.wire.service.ServiceGetDefaultServicesResponse;
import io.farmgate.opencue.wire.service.ServiceGetServiceRequest;
import io.farmgate.opencue.wire.service.ServiceGetServiceResponse;
import io.farmgate.opencue.wire.service.ServiceUpdateRequest;
import io.farmgate.opencue.wire.service.ServiceUpdateResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Services. A Cuebot takes an id for a name, any number for an amount, and any name. */
final class ServicePort implements Services {
  private static final String SERVICE = "service.ServiceInterface/";

  private final FarmCalls calls;

  ServicePort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<Service> all() {
    return calls
        .call(
            SERVICE + "GetDefaultServices",
            ServiceGetDefaultServicesRequest.getDefaultInstance(),
            ServiceGetDefaultServicesResponse.parser())
        .getServices()
        .getServicesList()
        .stream()
        .map(ServicePort::service)
        .sorted(Comparator.comparing(Service::name))
        .toList();
  }

  @Override
  public Optional<Service> byId(ServiceId id) {
    return find(id.value()).filter(service -> service.id().equals(id));
  }

  @Override
  public Optional<Service> byName(String name) {
    return find(name).filter(service -> service.name().equals(name));
  }

  private Optional<Service> find(String nameOrId) {
    return nameOrId.isBlank()
        ? Optional.empty()
        : calls
            .find(
                SERVICE + "GetService",
                ServiceGetServiceRequest.newBuilder().setName(nameOrId).build(),
                ServiceGetServiceResponse.parser())
            .map(found -> service(found.getService()));
  }

  @Override
  public Service create(String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    refuseTaken(name);
    return service(
        calls
            .call(
                SERVICE + "CreateService",
                ServiceCreateServiceRequest.newBuilder()
                    .setData(ServiceWire.of("", name, defaults))
                    .build(),
                ServiceCreateServiceResponse.parser())
            .getService());
  }

  @Override
  public void update(ServiceId id, String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    Service known = known(id);
    if (!known.name().equals(name)) {
      refuseStandard(known);
      refuseTaken(name);
    }
    calls.call(
        SERVICE + "Update",
        ServiceUpdateRequest.newBuilder()
            .setService(ServiceWire.of(id.value(), name, defaults))
            .build(),
        ServiceUpdateResponse.parser());
  }

  @Override
  public void delete(ServiceId id) {
    Service known = known(id);
    refuseStandard(known);
    calls.call(
        SERVICE + "Delete",
        ServiceDeleteRequest.newBuilder()
            .setService(ServiceWire.of(id.value(), known.name(), known.defaults()))
            .build(),
        ServiceDeleteResponse.parser());
  }

  private Service known(ServiceId id) {
    return byId(id)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("service", id.value())));
  }

  private void refuseTaken(String name) {
    if (byName(name).isPresent()) {
      throw new FarmException(
          new FarmFailure.Conflict("there is a service '" + name + "' already"));
    }
  }

  /** No Cuebot launches a job of unnamed services once it is gone. */
  private static void refuseStandard(Service service) {
    if (service.name().equals(Service.STANDARD)) {
      throw new FarmException(
          new FarmFailure.Precondition(
              "the service '" + Service.STANDARD + "' counts for layers that name no other one"));
    }
  }

  private static Service service(io.farmgate.opencue.wire.service.Service wire) {
    return new Service(new ServiceId(wire.getId()), wire.getName(), ServiceWire.defaults(wire));
  }
}
