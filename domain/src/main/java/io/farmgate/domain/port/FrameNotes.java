package io.farmgate.domain.port;

import io.farmgate.domain.Checkpoint;
import io.farmgate.domain.FrameDisplay;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;

/**
 * What people and commands write on frames for others to see. It changes nothing that the farm
 * does. What returned is durable. Each throws {@link FarmException} with {@link
 * FarmFailure.NotFound} for a frame that is not there.
 */
public interface FrameNotes {
  /**
   * Says where the saving of a frame's work stands.
   *
   * @throws FarmException with {@link FarmFailure.Conflict} as {@link Checkpoint#become}
   */
  void setCheckpoint(FrameId frame, Checkpoint.State state);

  /** Returns how a frame is shown in which states, each state at most once, in their order. */
  List<FrameDisplay> displays(FrameId frame);

  /** Says how a frame is shown in one state, in place of what was said of it. */
  void setDisplay(FrameId frame, FrameDisplay display);
}
