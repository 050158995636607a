package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseSetup;
import io.farmgate.domain.Allocation;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.Subscription;
import io.farmgate.domain.SubscriptionId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Set;

/** The operations that read how a farm is set up. */
final class SetupReads {
  private static final Parameter<Set<String>> FACILITIES = Parameter.texts("facility");

  private final BrowseFarm browse;
  private final BrowseSetup setup;

  SetupReads(BrowseFarm browse) {
    this.browse = browse;
    this.setup = browse.setup();
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("listAllocations", "/api/allocation", this::allocations, FACILITIES)
            .telling(SetupShapes.ALLOCATION)
            .inPages(SetupShapes.ALLOCATIONS.sort()),
        Operation.get("getAllocation", "/api/allocation/{allocation_id}", this::allocation)
            .telling(SetupShapes.ALLOCATION),
        Operation.get("listAllocationHosts", "/api/allocation/{allocation_id}/host", this::hosts)
            .telling(FarmShapes.HOST)
            .inPages(FarmReads.HOST_LIST.sort()),
        Operation.get(
                "listAllocationSubscriptions",
                "/api/allocation/{allocation_id}/subscription",
                this::subscriptionsTo)
            .telling(SetupShapes.SUBSCRIPTION)
            .inPages(SetupShapes.SUBSCRIPTIONS.sort()),
        Operation.get("listSubscriptions", "/api/show/{show_id}/subscription", this::subscriptions)
            .telling(SetupShapes.SUBSCRIPTION)
            .inPages(SetupShapes.SUBSCRIPTIONS.sort()),
        Operation.get("getSubscription", "/api/subscription/{subscription_id}", this::subscription)
            .telling(SetupShapes.SUBSCRIPTION),
        Operation.get("listLimits", "/api/limit", this::limits)
            .telling(SetupShapes.LIMIT)
            .inPages(SetupShapes.LIMITS.sort()),
        Operation.get("getLimit", "/api/limit/{limit_id}", this::limit).telling(SetupShapes.LIMIT),
        Operation.get("listServices", "/api/service", this::services)
            .telling(SetupShapes.SERVICE)
            .inPages(SetupShapes.SERVICES.sort()),
        Operation.get("getService", "/api/service/{service_id}", this::service)
            .telling(SetupShapes.SERVICE),
        Operation.get("listFilters", "/api/show/{show_id}/filter", this::filters)
            .telling(SetupShapes.FILTER)
            .inPages(SetupShapes.FILTERS.sort()),
        Operation.get("listMatchers", "/api/filter/{filter_id}/matcher", this::matchers),
        Operation.get("listActions", "/api/filter/{filter_id}/action", this::actions));
  }

  private Answer allocations(Call call) {
    Set<String> facilities = call.query().get(FACILITIES).orElse(Set.of());
    return SetupShapes.ALLOCATIONS.answer(
        call,
        setup.allocations(call.caller(), call.farm()).stream()
            .filter(one -> facilities.isEmpty() || facilities.contains(one.facility()))
            .toList());
  }

  private Answer allocation(Call call) {
    return new Answer.One<>(SetupShapes.ALLOCATION, known(call));
  }

  private Allocation known(Call call) {
    return setup.allocationKnownAs(call.caller(), call.farm(), call.segment("allocation_id"));
  }

  private Answer hosts(Call call) {
    return FarmReads.HOST_LIST.answer(
        call, setup.hostsOf(call.caller(), call.farm(), known(call).id()));
  }

  private Answer subscriptionsTo(Call call) {
    return SetupShapes.SUBSCRIPTIONS.answer(
        call, setup.subscriptionsTo(call.caller(), call.farm(), known(call).id()));
  }

  private ShowId show(Call call) {
    return browse.showKnownAs(call.caller(), call.farm(), call.segment("show_id")).id();
  }

  private Answer subscriptions(Call call) {
    return SetupShapes.SUBSCRIPTIONS.answer(
        call, setup.subscriptionsOf(call.caller(), call.farm(), show(call)));
  }

  private Answer subscription(Call call) {
    return new Answer.One<>(SetupShapes.SUBSCRIPTION, subscription(setup, call));
  }

  static Subscription subscription(BrowseSetup setup, Call call) {
    return setup.subscription(
        call.caller(), call.farm(), FarmReads.id(call, "subscription", SubscriptionId::new));
  }

  private Answer limits(Call call) {
    return SetupShapes.LIMITS.answer(call, setup.limits(call.caller(), call.farm()));
  }

  private Answer limit(Call call) {
    return new Answer.One<>(SetupShapes.LIMIT, limit(setup, call));
  }

  /** Returns the limit of that id, or else of that name. */
  static Limit limit(BrowseSetup setup, Call call) {
    return limit(setup, call, FarmReads.id(call, "limit", LimitId::new));
  }

  /** Returns the limit of that id, or else of that name. */
  static Limit limit(BrowseSetup setup, Call call, LimitId id) {
    try {
      return setup.limit(call.caller(), call.farm(), id);
    } catch (FarmException e) {
      if (!(e.failure() instanceof FarmFailure.NotFound)) {
        throw e;
      }
      return setup.limitNamed(call.caller(), call.farm(), id.value());
    }
  }

  private Answer services(Call call) {
    return SetupShapes.SERVICES.answer(call, setup.services(call.caller(), call.farm()));
  }

  private Answer service(Call call) {
    return new Answer.One<>(
        SetupShapes.SERVICE,
        setup.serviceKnownAs(call.caller(), call.farm(), call.segment("service_id")));
  }

  private Answer filters(Call call) {
    return SetupShapes.FILTERS.answer(call, setup.filters(call.caller(), call.farm(), show(call)));
  }

  private Answer matchers(Call call) {
    return new Answer.Several<>(
        "matchers",
        SetupShapes.MATCHER,
        setup.matchers(call.caller(), call.farm(), FarmReads.id(call, "filter", FilterId::new)));
  }

  private Answer actions(Call call) {
    return new Answer.Several<>(
        "actions",
        SetupShapes.ACTION,
        setup.actions(call.caller(), call.farm(), FarmReads.id(call, "filter", FilterId::new)));
  }
}
