package io.farmgate.domain.port;

import io.farmgate.domain.Service;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;

/**
 * The services that all shows share. A farm always has the one named {@link Service#STANDARD}. What
 * returned is durable. Layers that are there keep what they took over, whatever is changed.
 *
 * <p>Each change throws {@link FarmException} with {@link FarmFailure.NotFound} for an unknown id,
 * {@link FarmFailure.Conflict} where the name is another one's, and {@link FarmFailure.Invalid}
 * where it is not a name or a default is out of its range.
 */
public interface Services {
  /** Returns all services, by name. */
  List<Service> all();

  /** Returns the service of that id. */
  Optional<Service> byId(ServiceId id);

  /** Returns the service of that name. */
  Optional<Service> byName(String name);

  /** Creates a service. */
  Service create(String name, ServiceDefaults defaults);

  /**
   * Gives a service a name and defaults, in place of all that it had.
   *
   * @throws FarmException with {@link FarmFailure.Precondition} where it would take the name from
   *     the one that counts where no other does
   */
  void update(ServiceId id, String name, ServiceDefaults defaults);

  /**
   * Removes a service; overrides of it stay.
   *
   * @throws FarmException with {@link FarmFailure.Precondition} for the one that counts where no
   *     other does
   */
  void delete(ServiceId id);
}
