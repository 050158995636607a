package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.Subscription;
import io.farmgate.domain.SubscriptionId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Subscriptions;
import io.farmgate.opencue.wire.facility.AllocGetSubscriptionsRequest;
import io.farmgate.opencue.wire.facility.AllocGetSubscriptionsResponse;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Subscriptions. The contract has their amounts in hundredths of a core, a new one's in cores. */
final class SubscriptionPort implements Subscriptions {
  private static final String SERVICE = "subscription.SubscriptionInterface/";

  private final FarmCalls calls;
  private final ShowPort shows;
  private final AllocationPort allocations;

  SubscriptionPort(FarmCalls calls, ShowPort shows, AllocationPort allocations) {
    this.calls = calls;
    this.shows = shows;
    this.allocations = allocations;
  }

  @Override
  public List<Subscription> ofShow(ShowId show) {
    return calls
        .find(
            "show.ShowInterface/GetSubscriptions",
            ShowGetSubscriptionRequest.newBuilder().setShow(show(show)).build(),
            ShowGetSubscriptionResponse.parser())
        .map(found -> list(found.getSubscriptions()))
        .orElse(List.of());
  }

  @Override
  public List<Subscription> ofAllocation(AllocationId allocation) {
    return calls
        .find(
            "facility.AllocationInterface/GetSubscriptions",
            AllocGetSubscriptionsRequest.newBuilder()
                .setAllocation(
                    io.farmgate.opencue.wire.facility.Allocation.newBuilder()
                        .setId(allocation.value()))
                .build(),
            AllocGetSubscriptionsResponse.parser())
        .map(found -> list(found.getSubscriptions()))
        .orElse(List.of());
  }

  @Override
  public Optional<Subscription> byId(SubscriptionId id) {
    return calls
        .find(
            SERVICE + "Get",
            SubscriptionGetRequest.newBuilder().setId(id.value()).build(),
            SubscriptionGetResponse.parser())
        .map(found -> subscription(found.getSubscription()));
  }

  @Override
  public Optional<Subscription> find(String show, String allocation) {
    return show.isEmpty() || allocation.indexOf('.') <= 0
        ? Optional.empty()
        : calls
            .find(
                SERVICE + "Find",
                SubscriptionFindRequest.newBuilder().setName(allocation + '.' + show).build(),
                SubscriptionFindResponse.parser())
            .map(found -> subscription(found.getSubscription()));
  }

  @Override
  public Subscription create(ShowId showId, AllocationId allocationId, Cores size, Cores burst) {
    Show show = shows.known(showId);
    Allocation allocation = allocations.known(allocationId);
    if (find(show.name(), allocation.name()).isPresent()) {
      throw new FarmException(
          new FarmFailure.Conflict("the show has a subscription to that allocation already"));
    }
    return subscription(
        calls
            .call(
                "show.ShowInterface/CreateSubscription",
                ShowCreateSubscriptionRequest.newBuilder()
                    .setShow(show(showId))
                    .setAllocationId(allocationId.value())
                    .setSize(size.asFloat())
                    .setBurst(burst.asFloat())
                    .build(),
                ShowCreateSubscriptionResponse.parser())
            .getSubscription());
  }

  @Override
  public void setSize(SubscriptionId id, Cores size) {
    calls.call(
        SERVICE + "SetSize",
        SubscriptionSetSizeRequest.newBuilder()
            .setSubscription(wire(known(id)))
            .setNewSize(size.hundredths())
            .build(),
        SubscriptionSetSizeResponse.parser());
  }

  @Override
  public void setBurst(SubscriptionId id, Cores burst) {
    calls.call(
        SERVICE + "SetBurst",
        SubscriptionSetBurstRequest.newBuilder()
            .setSubscription(wire(known(id)))
            .setBurst(burst.hundredths())
            .build(),
        SubscriptionSetBurstResponse.parser());
  }

  @Override
  public void delete(SubscriptionId id) {
    calls.call(
        SERVICE + "Delete",
        SubscriptionDeleteRequest.newBuilder().setSubscription(wire(known(id))).build(),
        SubscriptionDeleteResponse.parser());
  }

  private SubscriptionId known(SubscriptionId id) {
    return byId(id)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("subscription", id.value())))
        .id();
  }

  private static io.farmgate.opencue.wire.show.Show show(ShowId id) {
    return io.farmgate.opencue.wire.show.Show.newBuilder().setId(id.value()).build();
  }

  private static io.farmgate.opencue.wire.subscription.Subscription wire(SubscriptionId id) {
    return io.farmgate.opencue.wire.subscription.Subscription.newBuilder()
        .setId(id.value())
        .build();
  }

  private static List<Subscription> list(SubscriptionSeq wire) {
    return wire.getSubscriptionsList().stream()
        .map(SubscriptionPort::subscription)
        .sorted(Comparator.comparing(Subscription::allocation).thenComparing(Subscription::show))
        .toList();
  }

  private static Subscription subscription(
      io.farmgate.opencue.wire.subscription.Subscription wire) {
    return new Subscription(
        new SubscriptionId(wire.getId()),
        wire.getShowName(),
        wire.getAllocationName(),
        wire.getFacility(),
        hundredths(wire.getSize()),
        hundredths(wire.getBurst()),
        hundredths(wire.getReservedCores()),
        wire.getReservedGpus());
  }

  /** A Cuebot stores negative amounts as they come. */
  private static Cores hundredths(int amount) {
    return new Cores(Math.max(0, amount));
  }
}
