package io.farmgate.domain.port;

import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.schedule.Reordering;

/**
 * Changes which frames of a layer are run and listed before which. What runs or is done already
 * stays so, and layers stay in their order. What returned is durable.
 */
public interface FrameOrder {
  /**
   * Orders a layer anew.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} where it is not there
   */
  void reorder(LayerId layer, Reordering how);

  /**
   * Orders each layer of a job anew.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} where it is not there
   */
  void reorder(JobId job, Reordering how);
}
