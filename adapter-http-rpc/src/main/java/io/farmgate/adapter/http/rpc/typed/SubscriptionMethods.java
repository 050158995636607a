package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseSetup;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Cores;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.Subscription;
import io.farmgate.domain.SubscriptionId;
import io.farmgate.opencue.wire.show.ShowCreateSubscriptionRequest;
import io.farmgate.opencue.wire.show.ShowCreateSubscriptionResponse;
import io.farmgate.opencue.wire.show.ShowGetSubscriptionRequest;
import io.farmgate.opencue.wire.show.ShowGetSubscriptionResponse;
import io.farmgate.opencue.wire.subscription.SubscriptionDeleteRequest;
import io.farmgate.opencue.wire.subscription.SubscriptionDeleteResponse;
import io.farmgate.opencue.wire.subscription.SubscriptionFindRequest;
import io.farmgate.opencue.wire.subscription.SubscriptionFindResponse;
import io.farmgate.opencue.wire.subscription.SubscriptionGetRequest;
import io.farmgate.opencue.wire.subscription.SubscriptionGetResponse;
import io.farmgate.opencue.wire.subscription.SubscriptionSeq;
import io.farmgate.opencue.wire.subscription.SubscriptionSetBurstRequest;
import io.farmgate.opencue.wire.subscription.SubscriptionSetBurstResponse;
import io.farmgate.opencue.wire.subscription.SubscriptionSetSizeRequest;
import io.farmgate.opencue.wire.subscription.SubscriptionSetSizeResponse;
import java.util.List;

/**
 * {@code subscription.SubscriptionInterface}, and what {@code show.ShowInterface} has of it. Size
 * and burst are hundredths of a core, but in {@code CreateSubscription}.
 */
final class SubscriptionMethods {
  private static final String SERVICE = "subscription.SubscriptionInterface/";
  private static final String SHOWS = "show.ShowInterface/";

  private final BrowseSetup browse;
  private final SetUpFarm setup;

  SubscriptionMethods(BrowseSetup browse, SetUpFarm setup) {
    this.browse = browse;
    this.setup = setup;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addChanges(table);
    addOfShows(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "Get",
        SubscriptionGetRequest.getDefaultInstance(),
        SubscriptionGetResponse.class,
        (call, request) -> {
          SubscriptionId id = Wire.id("id", request.getId(), SubscriptionId::new);
          return SubscriptionGetResponse.newBuilder()
              .setSubscription(wire(browse.subscription(call.caller(), call.farm(), id)))
              .build();
        });
    table.add(
        SERVICE + "Find",
        SubscriptionFindRequest.getDefaultInstance(),
        SubscriptionFindResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          return SubscriptionFindResponse.newBuilder()
              .setSubscription(wire(browse.subscriptionNamed(call.caller(), call.farm(), name)))
              .build();
        });
  }

  private void addChanges(MethodTable table) {
    table.add(
        SERVICE + "SetSize",
        SubscriptionSetSizeRequest.getDefaultInstance(),
        SubscriptionSetSizeResponse.class,
        (call, request) -> {
          SubscriptionId id = id(request.getSubscription());
          Cores size = hundredths("newSize", request.getNewSize());
          setup.change(
              call.caller(),
              call.farm(),
              "change a subscription",
              ports -> ports.subscriptions().setSize(id, size));
          return SubscriptionSetSizeResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetBurst",
        SubscriptionSetBurstRequest.getDefaultInstance(),
        SubscriptionSetBurstResponse.class,
        (call, request) -> {
          SubscriptionId id = id(request.getSubscription());
          Cores burst = hundredths("burst", request.getBurst());
          setup.change(
              call.caller(),
              call.farm(),
              "change a subscription",
              ports -> ports.subscriptions().setBurst(id, burst));
          return SubscriptionSetBurstResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        SubscriptionDeleteRequest.getDefaultInstance(),
        SubscriptionDeleteResponse.class,
        (call, request) -> {
          SubscriptionId id = id(request.getSubscription());
          setup.change(
              call.caller(),
              call.farm(),
              "delete a subscription",
              ports -> ports.subscriptions().delete(id));
          return SubscriptionDeleteResponse.getDefaultInstance();
        });
  }

  private void addOfShows(MethodTable table) {
    table.add(
        SHOWS + "GetSubscriptions",
        ShowGetSubscriptionRequest.getDefaultInstance(),
        ShowGetSubscriptionResponse.class,
        (call, request) -> {
          ShowId id = ShowMethods.id(request.getShow());
          return ShowGetSubscriptionResponse.newBuilder()
              .setSubscriptions(wire(browse.subscriptionsOf(call.caller(), call.farm(), id)))
              .build();
        });
    table.add(
        SHOWS + "CreateSubscription",
        ShowCreateSubscriptionRequest.getDefaultInstance(),
        ShowCreateSubscriptionResponse.class,
        (call, request) ->
            ShowCreateSubscriptionResponse.newBuilder()
                .setSubscription(wire(created(call, request)))
                .build());
  }

  private Subscription created(Invocation call, ShowCreateSubscriptionRequest request) {
    ShowId show = ShowMethods.id(request.getShow());
    AllocationId allocation = Wire.id("allocationId", request.getAllocationId(), AllocationId::new);
    Cores size = Wire.cores("size", request.getSize());
    Cores burst = Wire.cores("burst", request.getBurst());
    return setup.make(
        call.caller(),
        call.farm(),
        "create a subscription",
        ports -> ports.subscriptions().create(show, allocation, size, burst));
  }

  private static SubscriptionId id(io.farmgate.opencue.wire.subscription.Subscription wire) {
    return Wire.id("subscription.id", wire.getId(), SubscriptionId::new);
  }

  private static Cores hundredths(String field, int amount) {
    if (amount < 0) {
      throw Wire.invalid(field + ": " + amount + " (expected: 0 or more hundredths of a core)");
    }
    return new Cores(amount);
  }

  static SubscriptionSeq wire(List<Subscription> subscriptions) {
    return SubscriptionSeq.newBuilder()
        .addAllSubscriptions(subscriptions.stream().map(SubscriptionMethods::wire).toList())
        .build();
  }

  private static io.farmgate.opencue.wire.subscription.Subscription wire(
      Subscription subscription) {
    return io.farmgate.opencue.wire.subscription.Subscription.newBuilder()
        .setId(subscription.id().value())
        .setName(subscription.name())
        .setShowName(subscription.show())
        .setFacility(subscription.facility())
        .setAllocationName(subscription.allocation())
        .setSize(subscription.size().hundredths())
        .setBurst(subscription.burst().hundredths())
        .setReservedCores(subscription.reservedCores().hundredths())
        .setReservedGpus(subscription.reservedGpus())
        .build();
  }
}
