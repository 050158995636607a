package io.farmgate.domain.port;

import io.farmgate.domain.LayerId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;

/**
 * Where layers write their results, as programs have told the farm. The farm does not look there.
 * Each throws {@link FarmException} with {@link FarmFailure.NotFound} for an unknown layer.
 */
public interface LayerOutputs {
  /** Returns the paths of a layer in the order in which they were told. */
  List<String> ofLayer(LayerId layer);

  /**
   * Writes down a path of a layer; may hold a place for frame numbers, such as {@code #}. One that
   * is known already changes nothing. What returned is durable.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where it is blank, too long or no text
   */
  void register(LayerId layer, String path);
}
