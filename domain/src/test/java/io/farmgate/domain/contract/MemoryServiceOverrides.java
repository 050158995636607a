package io.farmgate.domain.contract;

import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceOverride;
import io.farmgate.domain.ServiceOverrideId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.port.ServiceOverrides;
import io.farmgate.domain.spec.ServiceRules;
import java.util.List;
import java.util.Optional;

/** What shows of {@link InMemoryFarm} make of services. */
final class MemoryServiceOverrides implements ServiceOverrides {
  private final MemoryFarmState state;
  private int last;

  MemoryServiceOverrides(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public List<ServiceOverride> ofShow(ShowId id) {
    synchronized (state) {
      return state.shows.values().stream()
          .filter(show -> show.id.equals(id))
          .flatMap(show -> show.overrides.values().stream())
          .toList();
    }
  }

  @Override
  public Optional<ServiceOverride> find(ShowId show, String name) {
    return ofShow(show).stream().filter(override -> override.name().equals(name)).findFirst();
  }

  @Override
  public ServiceOverride create(ShowId id, String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    synchronized (state) {
      MemoryShow show = state.show(id);
      refuseTaken(show, name);
      return put(show, new ServiceOverrideId("override-" + ++last), name, defaults);
    }
  }

  @Override
  public void update(ServiceOverrideId id, String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    synchronized (state) {
      MemoryShow show = showOf(id);
      String before = nameOf(show, id);
      if (!before.equals(name)) {
        refuseTaken(show, name);
      }
      show.overrides.remove(before);
      put(show, id, name, defaults);
    }
  }

  @Override
  public void delete(ServiceOverrideId id) {
    synchronized (state) {
      MemoryShow show = showOf(id);
      show.overrides.remove(nameOf(show, id));
    }
  }

  private MemoryShow showOf(ServiceOverrideId id) {
    return state.shows.values().stream()
        .filter(show -> show.overrides.values().stream().anyMatch(one -> one.id().equals(id)))
        .findFirst()
        .orElseThrow(() -> MemoryFarmState.notFound("service override", id.value()));
  }

  private static String nameOf(MemoryShow show, ServiceOverrideId id) {
    return show.overrides.values().stream()
        .filter(override -> override.id().equals(id))
        .findFirst()
        .orElseThrow()
        .name();
  }

  private static ServiceOverride put(
      MemoryShow show, ServiceOverrideId id, String name, ServiceDefaults defaults) {
    ServiceOverride override = new ServiceOverride(id, show.name, name, defaults);
    show.overrides.put(name, override);
    return override;
  }

  private static void refuseTaken(MemoryShow show, String name) {
    if (show.overrides.containsKey(name)) {
      throw MemorySites.taken(name);
    }
  }
}
