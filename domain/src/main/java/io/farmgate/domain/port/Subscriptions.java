package io.farmgate.domain.port;

import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Cores;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.Subscription;
import io.farmgate.domain.SubscriptionId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;

/**
 * What shows may use of allocations. What returned is durable. Each change throws {@link
 * FarmException} with {@link FarmFailure.NotFound} for an unknown id. What runs goes on, whatever
 * is changed.
 */
public interface Subscriptions {
  /** Returns the subscriptions of a show, by name; none of an unknown show. */
  List<Subscription> ofShow(ShowId show);

  /** Returns the subscriptions to an allocation, by name; none to an unknown one. */
  List<Subscription> ofAllocation(AllocationId allocation);

  /** Returns the subscription of that id. */
  Optional<Subscription> byId(SubscriptionId id);

  /** Returns the subscription of a show to an allocation, both by name. */
  Optional<Subscription> find(String show, String allocation);

  /**
   * Subscribes a show to an allocation.
   *
   * @throws FarmException with {@link FarmFailure.Conflict} where it is already
   */
  Subscription create(ShowId show, AllocationId allocation, Cores size, Cores burst);

  /** Sets what the show can count on. */
  void setSize(SubscriptionId id, Cores size);

  /** Sets what the show may use at most. */
  void setBurst(SubscriptionId id, Cores burst);

  /**
   * Ends a subscription: the show runs nothing more there.
   *
   * @throws FarmException with {@link FarmFailure.Precondition} where the show runs something there
   */
  void delete(SubscriptionId id);
}
