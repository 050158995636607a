package io.farmgate.domain.port;

import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;

/**
 * How many frames of a kind may run at once. What returned is durable. Each change throws {@link
 * FarmException} with {@link FarmFailure.NotFound} for an unknown name.
 */
public interface Limits {
  /** Returns all limits, by name. */
  List<Limit> all();

  /** Returns the limit of that id. */
  Optional<Limit> byId(LimitId id);

  /** Returns the limit of that name. */
  Optional<Limit> byName(String name);

  /**
   * Creates a limit.
   *
   * @param maxRunning 0 or more
   * @throws FarmException with {@link FarmFailure.Conflict} where the name is taken, {@link
   *     FarmFailure.Invalid} where it is not a name or the number is negative
   */
  Limit create(String name, int maxRunning);

  /**
   * Gives a limit another name; the layers under it stay under it.
   *
   * @throws FarmException as {@link #create}
   */
  void rename(String name, String newName);

  /**
   * Sets how many may run. Where more run already, they go on, and no more start.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} for a negative number
   */
  void setMaxRunning(String name, int maxRunning);

  /** Removes a limit; the layers under it become free of it. */
  void delete(String name);
}
