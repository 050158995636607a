package io.farmgate.domain.port;

import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceOverride;
import io.farmgate.domain.ServiceOverrideId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;

/**
 * What shows make of services. What returned is durable. Each change throws {@link FarmException}
 * with {@link FarmFailure.NotFound} for an unknown id, {@link FarmFailure.Conflict} where the show
 * has an override of that name, and {@link FarmFailure.Invalid} where it is not a name or a default
 * is out of its range.
 */
public interface ServiceOverrides {
  /** Returns the overrides of a show, by name; none of an unknown show. */
  List<ServiceOverride> ofShow(ShowId show);

  /** Returns a show's override of that name. */
  Optional<ServiceOverride> find(ShowId show, String name);

  /** Gives a show its own idea of a service. */
  ServiceOverride create(ShowId show, String name, ServiceDefaults defaults);

  /** Gives an override a name and defaults, in place of all that it had. */
  void update(ServiceOverrideId id, String name, ServiceDefaults defaults);

  /** Removes an override: the shared service counts again. */
  void delete(ServiceOverrideId id);
}
