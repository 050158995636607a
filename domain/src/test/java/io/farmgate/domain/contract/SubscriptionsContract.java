package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.ALLOCATIONS;
import static io.farmgate.domain.contract.Capability.FREE_FACILITIES;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.Subscription;
import io.farmgate.domain.SubscriptionId;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Subscriptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Subscriptions} means. */
public interface SubscriptionsContract extends FarmUnderTest {

  @Test
  default void aShowShouldBeSubscribedOnceAndFound() {
    FarmDriver drive = drive(ALLOCATIONS);
    Allocation pool = pool(drive);
    Subscriptions subscriptions = subscriptions(drive);

    Subscription subscription =
        subscriptions.create(show(drive), pool.id(), Cores.of(2.5), Cores.of(10));

    assertThat(subscription.show()).isEqualTo(drive.show());
    assertThat(subscription.allocation()).isEqualTo(pool.name());
    assertThat(subscription.facility()).isEqualTo(pool.facility());
    assertThat(subscription.name()).isEqualTo(pool.name() + '.' + drive.show());
    assertThat(subscription.size()).isEqualTo(Cores.of(2.5));
    assertThat(subscription.burst()).isEqualTo(Cores.of(10));
    assertThat(subscription.reservedCores()).isEqualTo(Cores.ZERO);
    assertThat(subscriptions.byId(subscription.id())).contains(subscription);
    assertThat(subscriptions.find(drive.show(), pool.name())).contains(subscription);
    assertThat(subscriptions.ofShow(show(drive))).contains(subscription);
    assertThat(subscriptions.ofAllocation(pool.id())).containsExactly(subscription);
    assertThat(failureOf(() -> subscriptions.create(show(drive), pool.id(), Cores.ONE, Cores.ONE)))
        .isInstanceOf(FarmFailure.Conflict.class);
  }

  @Test
  default void aSubscriptionShouldBeChangedAndEnded() {
    FarmDriver drive = drive(ALLOCATIONS);
    Allocation pool = pool(drive);
    Subscriptions subscriptions = subscriptions(drive);
    SubscriptionId id = subscriptions.create(show(drive), pool.id(), Cores.ONE, Cores.of(10)).id();

    subscriptions.setSize(id, Cores.of(3));
    subscriptions.setBurst(id, Cores.ZERO);

    assertThat(subscriptions.byId(id).map(Subscription::size)).contains(Cores.of(3));
    assertThat(subscriptions.byId(id).map(Subscription::burst)).contains(Cores.ZERO);
    subscriptions.delete(id);
    assertThat(subscriptions.byId(id)).isEmpty();
    assertThat(subscriptions.ofAllocation(pool.id())).isEmpty();
  }

  @Test
  default void subscriptionsShouldEndWithTheirAllocation() {
    FarmDriver drive = drive(ALLOCATIONS, FREE_FACILITIES);
    Allocation pool = pool(drive);
    SubscriptionId id =
        subscriptions(drive).create(show(drive), pool.id(), Cores.ONE, Cores.ONE).id();

    drive.farm().setup().allocations().delete(pool.id());

    assertThat(subscriptions(drive).byId(id)).isEmpty();
    assertThat(subscriptions(drive).find(drive.show(), pool.name())).isEmpty();
  }

  @Test
  default void whatAShowRunsShouldBeReservedOfItsSubscription() {
    FarmDriver drive = drive(ALLOCATIONS, LAUNCH);
    Job job = drive.launch("reserving", "1", drive.work().untilOpened("end"));
    drive.await(job, FrameState.RUNNING);
    Cores held =
        drive
            .until("a proc", () -> drive.procs(job), procs -> procs.size() == 1)
            .getFirst()
            .cores();
    String allocation = drive.host().allocation();

    Subscription busy = subscriptions(drive).find(drive.show(), allocation).orElseThrow();

    assertThat(busy.reservedCores()).isEqualTo(held);
    assertThat(failureOf(() -> subscriptions(drive).delete(busy.id())))
        .isInstanceOf(FarmFailure.Precondition.class);
    drive.work().open("end");
    drive.await(job, JobState.SUCCEEDED);
    drive.until(
        "nothing to be reserved",
        () -> subscriptions(drive).byId(busy.id()).orElseThrow().reservedCores(),
        Cores.ZERO::equals);
  }

  @Test
  default void subscriptionsThatAreNotThereShouldBeNotFound() {
    FarmDriver drive = drive(ALLOCATIONS);
    Subscriptions subscriptions = subscriptions(drive);
    AllocationId pool = pool(drive).id();
    SubscriptionId unknown = new SubscriptionId("no-such-subscription");
    AllocationId nowhere = new AllocationId("no-such-allocation");

    assertThat(subscriptions.byId(unknown)).isEmpty();
    assertThat(subscriptions.find("no_such", "no.such")).isEqualTo(Optional.empty());
    assertThat(subscriptions.ofShow(new ShowId("no-such-show"))).isEmpty();
    assertThat(subscriptions.ofAllocation(nowhere)).isEmpty();
    assertThat(failureOf(() -> subscriptions.setSize(unknown, Cores.ONE)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> subscriptions.setBurst(unknown, Cores.ONE)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> subscriptions.delete(unknown)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> subscriptions.create(show(drive), nowhere, Cores.ONE, Cores.ONE)))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(
            failureOf(
                () -> subscriptions.create(new ShowId("no-such-show"), pool, Cores.ONE, Cores.ONE)))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  private static Allocation pool(FarmDriver drive) {
    String facility = drive.farm().setup().facilities().create(drive.show()).name();
    return drive.farm().setup().allocations().create(facility, "pool", "pool");
  }

  private static ShowId show(FarmDriver drive) {
    return drive.farm().shows().byName(drive.show()).orElseThrow().id();
  }

  private static Subscriptions subscriptions(FarmDriver drive) {
    return drive.farm().setup().subscriptions();
  }
}
