package io.farmgate.domain.port;

import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.OwnerQuota;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The owners that a farm knows. What returned is durable. Each change throws {@link FarmException}
 * with {@link FarmFailure.NotFound} for an unknown id.
 */
public interface Owners {
  /** Returns the owner of that id. */
  Optional<Owner> byId(OwnerId id);

  /** Returns the owner of that user name. */
  Optional<Owner> byName(String name);

  /**
   * Makes a user known as an owner.
   *
   * @throws FarmException with {@link FarmFailure.Conflict} where there is an owner of that name,
   *     {@link FarmFailure.Invalid} where it is not a user name
   */
  Owner create(ShowId show, String name);

  /** Sets the show that the owner's hosts work for. */
  void setShow(OwnerId id, ShowId show);

  /**
   * Changes an owner's quota; {@code change} is applied to what it is at that moment. What runs
   * keeps what it has.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where a minimum is above its maximum
   */
  void changeQuota(OwnerId id, UnaryOperator<OwnerQuota> change);

  /** Forgets an owner, and the deeds with them. */
  void delete(OwnerId id);
}
