package io.farmgate.domain.port;

import io.farmgate.domain.LayerId;
import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;

/**
 * Which limits hold for which layer. What returned is durable. Each throws {@link FarmException}
 * with {@link FarmFailure.NotFound} for an unknown layer or limit.
 */
public interface LayerLimits {
  /** Returns the limits that hold for a layer, by name. */
  List<Limit> ofLayer(LayerId layer);

  /**
   * Puts a layer under a limit; what runs of it counts from then on, and goes on. Doing so twice
   * changes nothing.
   */
  void add(LayerId layer, LimitId limit);

  /** Frees a layer of a limit; where it is not under it, nothing changes. */
  void drop(LayerId layer, LimitId limit);
}
