package io.farmgate.domain.port;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import java.util.List;
import java.util.Optional;

/** Reads frames. */
public interface Frames {
  /** Returns the frames asked for, in dispatch order; none for an unknown job. */
  List<Frame> list(FrameQuery query);

  /**
   * Returns one page of the frames asked for; the query's own offset and limit do not count.
   *
   * @param reversed last in dispatch order first
   * @throws io.farmgate.domain.failure.FarmException Invalid for a place that is not of this list,
   *     Unsupported where the farm knows one direction only
   */
  Page<Frame> page(FrameQuery query, boolean reversed, PageRequest page);

  /** Returns the frame of that id. */
  Optional<Frame> byId(FrameId id);
}
