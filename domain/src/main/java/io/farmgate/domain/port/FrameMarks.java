package io.farmgate.domain.port;

import io.farmgate.domain.FrameId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;

/**
 * Overrules what waits for what, frame by frame; {@link Dependencies} does so dependency by
 * dependency. The offset and limit of a query count too, and an unknown job has no frames. What
 * returned is durable.
 */
public interface FrameMarks {
  /**
   * Lets held frames start whatever holds them. That lasts until something new holds them, or what
   * they waited for is run again. Frames that are not held stay as they are.
   *
   * @return how many were held
   */
  int markWaiting(FrameQuery frames);

  /**
   * Holds back again a frame that was let start. One that is held already stays so.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} where it is not there, {@link
   *     FarmFailure.Conflict} where it does not wait to be run, or nothing that it waits for is
   *     left
   */
  void markDepend(FrameId frame);

  /**
   * Lets go on what waits for these very frames, as if they were done; what waits for their layer
   * or job waits on. The frames stay as they are.
   */
  void markDone(FrameQuery frames);
}
