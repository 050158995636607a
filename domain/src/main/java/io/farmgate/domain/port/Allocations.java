package io.farmgate.domain.port;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.HostId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The pools of hosts of a farm. What returned is durable. Each change throws {@link FarmException}
 * with {@link FarmFailure.NotFound} for an unknown id.
 */
public interface Allocations {
  /** Returns all allocations, by name. */
  List<Allocation> all();

  /** Returns the allocation of that id. */
  Optional<Allocation> byId(AllocationId id);

  /** Returns the allocation of that full name, {@code facility.name}. */
  Optional<Allocation> byName(String name);

  /** Returns the one that new hosts come into; a farm always has it. */
  Allocation standard();

  /**
   * Creates an allocation without hosts.
   *
   * @param facility the name of a facility that exists
   * @param name without the facility
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown facility, {@link
   *     FarmFailure.Conflict} where the facility has an allocation of that name, {@link
   *     FarmFailure.Invalid} where name or tag is none
   */
  Allocation create(String facility, String name, String tag);

  /**
   * Gives an allocation another name within its facility.
   *
   * @param name without the facility
   * @throws FarmException as {@link #create}
   */
  void rename(AllocationId id, String name);

  /**
   * Sets the tag that the allocation's hosts carry.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where it is not a tag
   */
  void setTag(AllocationId id, String tag);

  /** Sets whether what is used there is billed. */
  void setBillable(AllocationId id, boolean billable);

  /** Makes it the one that new hosts come into, instead of the one that was. */
  void setStandard(AllocationId id);

  /**
   * Moves hosts into an allocation, and lets them carry its tag. All of them or none.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown host too, {@link
   *     FarmFailure.Precondition} for a host that runs something
   */
  void moveHosts(AllocationId id, Set<HostId> hosts);

  /**
   * Removes an allocation, and the subscriptions to it.
   *
   * @throws FarmException with {@link FarmFailure.Precondition} for the one that new hosts come
   *     into, and for one that has hosts
   */
  void delete(AllocationId id);
}
