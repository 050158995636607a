package io.farmgate.domain.contract;

import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Cores;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.Subscription;
import io.farmgate.domain.SubscriptionId;
import io.farmgate.domain.port.Subscriptions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The subscriptions of {@link InMemoryFarm}. */
final class MemorySubscriptions implements Subscriptions {
  private final MemoryFarmState state;

  MemorySubscriptions(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public List<Subscription> ofShow(ShowId show) {
    return list(one -> one.show.id.equals(show));
  }

  @Override
  public List<Subscription> ofAllocation(AllocationId allocation) {
    return list(one -> one.allocation.id.equals(allocation));
  }

  @Override
  public Optional<Subscription> byId(SubscriptionId id) {
    return list(one -> one.id.equals(id)).stream().findFirst();
  }

  @Override
  public Optional<Subscription> find(String show, String allocation) {
    return list(one -> one.show.name.equals(show) && one.allocation.fullName().equals(allocation))
        .stream()
        .findFirst();
  }

  @Override
  public Subscription create(ShowId show, AllocationId allocation, Cores size, Cores burst) {
    synchronized (state) {
      MemoryShow subscriber = state.show(show);
      MemoryAllocation pool = state.sites.known(allocation);
      if (state.sites.subscriptions.stream()
          .anyMatch(one -> one.show == subscriber && one.allocation == pool)) {
        throw MemorySites.taken(pool.fullName() + '.' + subscriber.name);
      }
      return state.sites.add(subscriber, pool, size, burst).snapshot(state);
    }
  }

  @Override
  public void setSize(SubscriptionId id, Cores size) {
    synchronized (state) {
      state.sites.known(id).size = size;
    }
  }

  @Override
  public void setBurst(SubscriptionId id, Cores burst) {
    synchronized (state) {
      state.sites.known(id).burst = burst;
    }
  }

  @Override
  public void delete(SubscriptionId id) {
    synchronized (state) {
      MemorySubscription subscription = state.sites.known(id);
      if (subscription.snapshot(state).reservedCores().hundredths() > 0) {
        throw MemorySites.precondition("the show runs frames there");
      }
      state.sites.subscriptions.remove(subscription);
    }
  }

  private List<Subscription> list(Predicate<MemorySubscription> wanted) {
    synchronized (state) {
      return state.sites.subscriptions.stream()
          .filter(wanted)
          .map(one -> one.snapshot(state))
          .sorted(Comparator.comparing(Subscription::allocation).thenComparing(Subscription::show))
          .toList();
    }
  }
}
