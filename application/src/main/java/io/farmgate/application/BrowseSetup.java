package io.farmgate.application;

import io.farmgate.domain.Action;
import io.farmgate.domain.ActionId;
import io.farmgate.domain.Allocation;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.Department;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.Facility;
import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.Host;
import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.Matcher;
import io.farmgate.domain.MatcherId;
import io.farmgate.domain.Service;
import io.farmgate.domain.ServiceId;
import io.farmgate.domain.ServiceOverride;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.Subscription;
import io.farmgate.domain.SubscriptionId;
import io.farmgate.domain.Task;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Allocations;
import io.farmgate.domain.port.Facilities;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.Services;
import io.farmgate.domain.port.SetupPorts;
import java.util.List;
import java.util.Optional;

/**
 * Reads how a farm is set up, for a caller who may. What is asked for by name or id and is not
 * there is {@link FarmFailure.NotFound}.
 */
public final class BrowseSetup {
  private final AccessPolicy policy;

  BrowseSetup(AccessPolicy policy) {
    this.policy = policy;
  }

  /** Returns the facilities, by name; a farm may know only those that have allocations. */
  public List<Facility> facilities(Caller caller, Farm farm) {
    return setup(caller, farm).facilities().all();
  }

  /** Returns the facility of that name, or else of that id. */
  public Facility facilityKnownAs(Caller caller, Farm farm, String key) {
    Facilities ports = setup(caller, farm).facilities();
    Optional<Facility> known =
        key.isBlank()
            ? Optional.empty()
            : ports
                .byName(key)
                .or(() ->
                    ports.all().stream().filter(one -> one.id().value().equals(key)).findFirst());
    return found(known, "facility", key);
  }

  /** Returns one facility. */
  public Facility facility(Caller caller, Farm farm, String name) {
    return found(setup(caller, farm).facilities().byName(name), "facility", name);
  }

  /** Returns the allocations of a facility that exists, by name. */
  public List<Allocation> allocationsOf(Caller caller, Farm farm, String facility) {
    String known = facility(caller, farm, facility).name();
    return allocations(caller, farm).stream()
        .filter(allocation -> allocation.facility().equals(known))
        .toList();
  }

  /** Returns all allocations, by name. */
  public List<Allocation> allocations(Caller caller, Farm farm) {
    return setup(caller, farm).allocations().all();
  }

  /** Returns one allocation. */
  public Allocation allocation(Caller caller, Farm farm, AllocationId id) {
    return found(setup(caller, farm).allocations().byId(id), "allocation", id.value());
  }

  /** Returns one allocation by its full name. */
  public Allocation allocationNamed(Caller caller, Farm farm, String name) {
    return found(setup(caller, farm).allocations().byName(name), "allocation", name);
  }

  /** Returns the allocation of that id, or else of that full name. */
  public Allocation allocationKnownAs(Caller caller, Farm farm, String key) {
    Allocations ports = setup(caller, farm).allocations();
    Optional<Allocation> known =
        key.isBlank()
            ? Optional.empty()
            : ports.byId(new AllocationId(key)).or(() -> ports.byName(key));
    return found(known, "allocation", key);
  }

  /** Returns the allocation that new hosts come into. */
  public Allocation standardAllocation(Caller caller, Farm farm) {
    return setup(caller, farm).allocations().standard();
  }

  /** Returns the hosts of an allocation that exists, by name. */
  public List<Host> hostsOf(Caller caller, Farm farm, AllocationId id) {
    String name = allocation(caller, farm, id).name();
    return read(caller, farm).hosts().all().stream()
        .filter(host -> host.allocation().equals(name))
        .toList();
  }

  /** Returns the subscriptions to an allocation that exists, by name. */
  public List<Subscription> subscriptionsTo(Caller caller, Farm farm, AllocationId id) {
    AllocationId known = allocation(caller, farm, id).id();
    return setup(caller, farm).subscriptions().ofAllocation(known);
  }

  /** Returns the subscriptions of a show that exists, by name. */
  public List<Subscription> subscriptionsOf(Caller caller, Farm farm, ShowId id) {
    ShowId known = found(read(caller, farm).shows().byId(id), "show", id.value()).id();
    return setup(caller, farm).subscriptions().ofShow(known);
  }

  /** Returns one subscription. */
  public Subscription subscription(Caller caller, Farm farm, SubscriptionId id) {
    return found(setup(caller, farm).subscriptions().byId(id), "subscription", id.value());
  }

  /**
   * Returns one subscription.
   *
   * @param name as {@link Subscription#name} makes it
   * @throws FarmException with {@link FarmFailure.Invalid} where the name has not three parts
   */
  public Subscription subscriptionNamed(Caller caller, Farm farm, String name) {
    SetupPorts ports = setup(caller, farm);
    int show = name.lastIndexOf('.');
    if (show <= 0 || name.indexOf('.') == show) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "subscription name: '" + name + "' (expected: facility.allocation.show)"));
    }
    return found(
        ports.subscriptions().find(name.substring(show + 1), name.substring(0, show)),
        "subscription",
        name);
  }

  /** Returns all limits, by name. */
  public List<Limit> limits(Caller caller, Farm farm) {
    return setup(caller, farm).limits().all();
  }

  /** Returns one limit. */
  public Limit limit(Caller caller, Farm farm, LimitId id) {
    return found(setup(caller, farm).limits().byId(id), "limit", id.value());
  }

  /** Returns one limit. */
  public Limit limitNamed(Caller caller, Farm farm, String name) {
    return found(setup(caller, farm).limits().byName(name), "limit", name);
  }

  /** Returns the services that all shows share, by name. */
  public List<Service> services(Caller caller, Farm farm) {
    return setup(caller, farm).services().all();
  }

  /** Returns the service of that name, or else of that id. */
  public Service serviceKnownAs(Caller caller, Farm farm, String key) {
    Services ports = setup(caller, farm).services();
    Optional<Service> known =
        key.isBlank()
            ? Optional.empty()
            : ports.byName(key).or(() -> ports.byId(new ServiceId(key)));
    return found(known, "service", key);
  }

  /** Returns what a show that exists makes of services, by name. */
  public List<ServiceOverride> overrides(Caller caller, Farm farm, ShowId id) {
    ShowId known = found(read(caller, farm).shows().byId(id), "show", id.value()).id();
    return setup(caller, farm).overrides().ofShow(known);
  }

  /** Returns what a show that exists makes of one service. */
  public ServiceOverride overrideNamed(Caller caller, Farm farm, ShowId show, String name) {
    return found(
        overrides(caller, farm, show).stream()
            .filter(override -> override.name().equals(name))
            .findFirst(),
        "service override",
        name);
  }

  /** Returns what a show that exists makes of the service of that name, or else of that id. */
  public ServiceOverride overrideKnownAs(Caller caller, Farm farm, ShowId show, String key) {
    List<ServiceOverride> all = overrides(caller, farm, show);
    return found(
        all.stream()
            .filter(override -> override.name().equals(key))
            .findFirst()
            .or(() ->
                all.stream().filter(override -> override.id().value().equals(key)).findFirst()),
        "service override",
        key);
  }

  /** Returns the filters of a show that exists, in their order. */
  public List<Filter> filters(Caller caller, Farm farm, ShowId id) {
    ShowId known = found(read(caller, farm).shows().byId(id), "show", id.value()).id();
    return setup(caller, farm).filters().ofShow(known);
  }

  /** Returns one filter of a show. */
  public Filter filterNamed(Caller caller, Farm farm, ShowId show, String name) {
    return found(
        filters(caller, farm, show).stream()
            .filter(filter -> filter.name().equals(name))
            .findFirst(),
        "filter",
        name);
  }

  /** Returns the matchers of a filter that exists. */
  public List<Matcher> matchers(Caller caller, Farm farm, FilterId id) {
    return setup(caller, farm).filterParts().matchers(filter(caller, farm, id).id());
  }

  /** Returns the actions of a filter that exists. */
  public List<Action> actions(Caller caller, Farm farm, FilterId id) {
    return setup(caller, farm).filterParts().actions(filter(caller, farm, id).id());
  }

  /** Returns the filter that a matcher is part of. */
  public Filter filterOf(Caller caller, Farm farm, MatcherId id) {
    return found(setup(caller, farm).filterParts().filterOf(id), "matcher", id.value());
  }

  /** Returns the filter that an action is part of. */
  public Filter filterOf(Caller caller, Farm farm, ActionId id) {
    return found(setup(caller, farm).filterParts().filterOf(id), "action", id.value());
  }

  /** Returns the names of departments that are known, in order. */
  public List<String> departmentNames(Caller caller, Farm farm) {
    return setup(caller, farm).departments().names();
  }

  /** Returns what a show that exists has of departments, by name. */
  public List<Department> departments(Caller caller, Farm farm, ShowId id) {
    ShowId known = found(read(caller, farm).shows().byId(id), "show", id.value()).id();
    return setup(caller, farm).departments().ofShow(known);
  }

  /** Returns what a show that exists has of one department. */
  public Department departmentNamed(Caller caller, Farm farm, ShowId show, String name) {
    return found(
        departments(caller, farm, show).stream().filter(one -> one.name().equals(name)).findFirst(),
        "department",
        name);
  }

  /** Returns what a department promises to shots, by shot. */
  public List<Task> tasks(Caller caller, Farm farm, DepartmentId department) {
    return setup(caller, farm).tasks().ofDepartment(department);
  }

  private Filter filter(Caller caller, Farm farm, FilterId id) {
    return found(setup(caller, farm).filters().byId(id), "filter", id.value());
  }

  private SetupPorts setup(Caller caller, Farm farm) {
    return read(caller, farm).setup();
  }

  private FarmPorts read(Caller caller, Farm farm) {
    policy.require(caller, Role.VIEWER, "read the farm");
    return farm.ports();
  }

  private static <T> T found(Optional<T> thing, String kind, String key) {
    return thing.orElseThrow(() -> new FarmException(FarmFailure.NotFound.of(kind, key)));
  }
}
