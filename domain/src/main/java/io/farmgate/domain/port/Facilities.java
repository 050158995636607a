package io.farmgate.domain.port;

import io.farmgate.domain.Facility;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;

/**
 * The sites of a farm. What returned is durable. Each change throws {@link FarmException} with
 * {@link FarmFailure.NotFound} for an unknown name.
 */
public interface Facilities {
  /**
   * Returns the facilities, by name. A farm that cannot list them answers with those that have
   * allocations.
   */
  List<Facility> all();

  /** Returns the facility of that name. */
  Optional<Facility> byName(String name);

  /**
   * Creates a facility.
   *
   * @throws FarmException with {@link FarmFailure.Conflict} where the name is taken, {@link
   *     FarmFailure.Invalid} where it is not a name
   */
  Facility create(String name);

  /**
   * Gives a facility another name, which its jobs and the names of its allocations take over.
   *
   * @throws FarmException as {@link #create}
   */
  void rename(String name, String newName);

  /**
   * Removes a facility.
   *
   * @throws FarmException with {@link FarmFailure.Precondition} where it has allocations, or jobs
   *     that are not finished
   */
  void delete(String name);
}
