package io.farmgate.domain.port;

import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerSettings;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.function.UnaryOperator;

/**
 * Changes layers that are on the farm. What waits is booked by the new values at once; what runs
 * keeps what it has. What returned is durable. Each throws {@link FarmException} with {@link
 * FarmFailure.NotFound} for an unknown id.
 */
public interface LayerControl {
  /** The last place that a layer can be given. */
  int MAX_ORDER = 1_000_000;

  /**
   * Changes what is set for a layer; {@code change} is applied to what it is at that moment.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where a changed value is not one that
   *     {@link io.farmgate.domain.spec.LayerRules} allows, or where the farm does not know it
   */
  void change(LayerId layer, UnaryOperator<LayerSettings> change);

  /**
   * Puts a layer at a place in its job; lower places are booked first. Where another layer has the
   * place, that one and those right behind it move up by one.
   *
   * @param order 1 to {@link #MAX_ORDER}, else {@link FarmFailure.Invalid}
   */
  void setDispatchOrder(LayerId layer, int order);
}
