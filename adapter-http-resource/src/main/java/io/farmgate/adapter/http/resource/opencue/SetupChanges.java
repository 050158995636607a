package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseSetup;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.Allocation;
import io.farmgate.domain.Cores;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Limit;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.Subscription;
import io.farmgate.domain.SubscriptionId;
import io.farmgate.domain.spec.SubmissionRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The operations that change how a farm is set up. All of them take an admin. */
final class SetupChanges {
  private static final int MOST_CORES = SubmissionRules.MAX_CORES.hundredths();

  private final BrowseFarm browse;
  private final BrowseSetup read;
  private final SetUpFarm setup;

  SetupChanges(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.read = browse.setup();
    this.setup = control.setup();
  }

  List<Operation> operations() {
    return List.of(
        Operation.withBody("POST", "createLimit", "/api/limit", this::createLimit),
        Operation.withBody("PATCH", "changeLimit", "/api/limit/{limit_id}", this::changeLimit),
        Operation.delete("deleteLimit", "/api/limit/{limit_id}", this::deleteLimit),
        Operation.withBody("POST", "createAllocation", "/api/allocation", this::createAllocation),
        Operation.withBody(
            "PATCH", "changeAllocation", "/api/allocation/{allocation_id}", this::changeAllocation),
        Operation.delete(
            "deleteAllocation", "/api/allocation/{allocation_id}", this::deleteAllocation),
        Operation.withBody(
            "POST", "moveHosts", "/api/allocation/{allocation_id}/host", this::moveHosts),
        Operation.withBody(
            "POST",
            "createSubscription",
            "/api/show/{show_id}/subscription",
            this::createSubscription),
        Operation.withBody(
            "PATCH",
            "changeSubscription",
            "/api/subscription/{subscription_id}",
            this::changeSubscription),
        Operation.delete(
            "deleteSubscription", "/api/subscription/{subscription_id}", this::deleteSubscription));
  }

  private Answer createLimit(Call call) {
    Members body = call.members();
    String name = body.needed("name");
    int most = body.neededNumber("maxRunning", 0, Integer.MAX_VALUE);
    body.done();
    return created(
        SetupShapes.LIMIT,
        setup.make(
            call.caller(), call.farm(), "create a limit", on -> on.limits().create(name, most)));
  }

  private Answer changeLimit(Call call) {
    Members body = call.members();
    Optional<String> name = body.text("name");
    Optional<Integer> most = body.number("maxRunning", 0, Integer.MAX_VALUE);
    body.doneUnlessEmpty();
    Limit limit = SetupReads.limit(read, call);
    setup.change(
        call.caller(),
        call.farm(),
        "change a limit",
        on -> {
          most.ifPresent(value -> on.limits().setMaxRunning(limit.name(), value));
          name.ifPresent(value -> on.limits().rename(limit.name(), value));
        });
    return new Answer.One<>(
        SetupShapes.LIMIT, read.limitNamed(call.caller(), call.farm(), name.orElse(limit.name())));
  }

  private Answer deleteLimit(Call call) {
    Limit limit = SetupReads.limit(read, call);
    setup.change(
        call.caller(), call.farm(), "delete a limit", on -> on.limits().delete(limit.name()));
    return new Answer.Done("Limit " + limit.name() + " was deleted");
  }

  private Answer createAllocation(Call call) {
    Members body = call.members();
    String facility = body.needed("facility");
    String name = body.needed("name");
    String tag = body.text("tag").orElse(name);
    body.done();
    return created(
        SetupShapes.ALLOCATION,
        setup.make(
            call.caller(),
            call.farm(),
            "create an allocation",
            on -> on.allocations().create(facility, name, tag)));
  }

  private Answer changeAllocation(Call call) {
    Members body = call.members();
    Optional<String> name = body.text("name");
    Optional<String> tag = body.text("tag");
    Optional<Boolean> billable = body.truth("billable");
    body.doneUnlessEmpty();
    Allocation allocation = allocation(call);
    setup.change(
        call.caller(),
        call.farm(),
        "change an allocation",
        on -> {
          tag.ifPresent(value -> on.allocations().setTag(allocation.id(), value));
          billable.ifPresent(value -> on.allocations().setBillable(allocation.id(), value));
          name.ifPresent(value -> on.allocations().rename(allocation.id(), value));
        });
    return new Answer.One<>(
        SetupShapes.ALLOCATION, read.allocation(call.caller(), call.farm(), allocation.id()));
  }

  private Allocation allocation(Call call) {
    return read.allocationKnownAs(call.caller(), call.farm(), call.segment("allocation_id"));
  }

  private Answer deleteAllocation(Call call) {
    Allocation allocation = allocation(call);
    setup.change(
        call.caller(),
        call.farm(),
        "delete an allocation",
        on -> on.allocations().delete(allocation.id()));
    return new Answer.Done("Allocation " + allocation.name() + " was deleted");
  }

  private Answer moveHosts(Call call) {
    Members body = call.members();
    List<String> names = body.texts("hosts");
    if (names.isEmpty() || names.size() > Bulk.MOST) {
      body.add("hosts", names.size() + " of them (expected: 1 to " + Bulk.MOST + ")");
    }
    body.done();
    Allocation allocation = allocation(call);
    Set<HostId> hosts =
        names.stream()
            .map(name -> browse.hostKnownAs(call.caller(), call.farm(), name).id())
            .collect(Collectors.toSet());
    setup.change(
        call.caller(),
        call.farm(),
        "move hosts to an allocation",
        on -> on.allocations().moveHosts(allocation.id(), hosts));
    return new Answer.Changed(
        hosts.size() + (hosts.size() == 1 ? " host is in " : " hosts are in ") + allocation.name(),
        hosts.size());
  }

  private Answer createSubscription(Call call) {
    Members body = call.members();
    String name = body.needed("allocation");
    Cores size = new Cores(body.neededNumber("size", 0, MOST_CORES));
    Cores burst = new Cores(body.neededNumber("burst", 0, MOST_CORES));
    body.done();
    ShowId show = browse.showKnownAs(call.caller(), call.farm(), call.segment("show_id")).id();
    Allocation allocation = read.allocationKnownAs(call.caller(), call.farm(), name);
    return created(
        SetupShapes.SUBSCRIPTION,
        setup.make(
            call.caller(),
            call.farm(),
            "subscribe a show to an allocation",
            on -> on.subscriptions().create(show, allocation.id(), size, burst)));
  }

  private Answer changeSubscription(Call call) {
    Members body = call.members();
    Optional<Cores> size = body.number("size", 0, MOST_CORES).map(Cores::new);
    Optional<Cores> burst = body.number("burst", 0, MOST_CORES).map(Cores::new);
    body.doneUnlessEmpty();
    SubscriptionId id = SetupReads.subscription(read, call).id();
    setup.change(
        call.caller(),
        call.farm(),
        "change a subscription",
        on -> {
          size.ifPresent(value -> on.subscriptions().setSize(id, value));
          burst.ifPresent(value -> on.subscriptions().setBurst(id, value));
        });
    return new Answer.One<>(
        SetupShapes.SUBSCRIPTION, read.subscription(call.caller(), call.farm(), id));
  }

  private Answer deleteSubscription(Call call) {
    Subscription subscription = SetupReads.subscription(read, call);
    setup.change(
        call.caller(),
        call.farm(),
        "delete a subscription",
        on -> on.subscriptions().delete(subscription.id()));
    return new Answer.Done("Subscription " + subscription.name() + " was deleted");
  }

  private static <T> Answer created(Shape<T> shape, T thing) {
    return new Answer.One<>(201, shape, thing);
  }
}
