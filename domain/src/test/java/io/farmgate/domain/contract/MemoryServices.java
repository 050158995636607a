package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Service;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceId;
import io.farmgate.domain.port.Services;
import io.farmgate.domain.spec.LayerDefaults;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.ServiceRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The services of {@link InMemoryFarm}. */
final class MemoryServices implements Services {
  private final MemoryFarmState state;
  private final Map<String, Service> byName = new TreeMap<>();
  private int last;

  MemoryServices(MemoryFarmState state) {
    this.state = state;
    ServiceDefaults defaults =
        new ServiceDefaults(
            false,
            Cores.ONE,
            Cores.ZERO,
            0,
            0,
            0,
            0,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            0);
    put(new ServiceId("service-0"), Service.STANDARD, defaults);
  }

  /** Returns what counts for a layer of a show. */
  ServiceDefaults counting(MemoryShow show, LayerSpec layer) {
    return layer.services().stream()
        .flatMap(name -> find(show, name).stream())
        .findFirst()
        .or(() -> find(show, Service.STANDARD))
        .orElseThrow();
  }

  /** Fills in what the layer leaves open. */
  LayerSpec complete(MemoryShow show, LayerSpec layer) {
    boolean named = layer.services().stream().anyMatch(name -> find(show, name).isPresent());
    return LayerDefaults.complete(layer, named, Service.STANDARD, counting(show, layer));
  }

  private Optional<ServiceDefaults> find(MemoryShow show, String name) {
    return Optional.ofNullable(show.overrides.get(name))
        .map(override -> override.defaults())
        .or(() -> Optional.ofNullable(byName.get(name)).map(Service::defaults));
  }

  @Override
  public List<Service> all() {
    synchronized (state) {
      return List.copyOf(byName.values());
    }
  }

  @Override
  public Optional<Service> byId(ServiceId id) {
    return all().stream().filter(service -> service.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Service> byName(String name) {
    synchronized (state) {
      return Optional.ofNullable(byName.get(name));
    }
  }

  @Override
  public Service create(String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    synchronized (state) {
      if (byName.containsKey(name)) {
        throw MemorySites.taken(name);
      }
      return put(new ServiceId("service-" + ++last), name, defaults);
    }
  }

  @Override
  public void update(ServiceId id, String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    synchronized (state) {
      Service known = known(id);
      if (!known.name().equals(name)) {
        refuseStandard(known);
        if (byName.containsKey(name)) {
          throw MemorySites.taken(name);
        }
        byName.remove(known.name());
      }
      put(id, name, defaults);
    }
  }

  @Override
  public void delete(ServiceId id) {
    synchronized (state) {
      Service known = known(id);
      refuseStandard(known);
      byName.remove(known.name());
    }
  }

  private Service put(ServiceId id, String name, ServiceDefaults defaults) {
    Service service = new Service(id, name, defaults);
    byName.put(name, service);
    return service;
  }

  private Service known(ServiceId id) {
    return byId(id).orElseThrow(() -> MemoryFarmState.notFound("service", id.value()));
  }

  private static void refuseStandard(Service service) {
    if (service.name().equals(Service.STANDARD)) {
      throw MemorySites.precondition("the service counts where no other one does");
    }
  }
}
