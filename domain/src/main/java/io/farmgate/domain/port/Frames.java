package io.farmgate.domain.port;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import java.util.List;
import java.util.Optional;

/** Reads frames. */
public interface Frames {
  /** Returns the frames asked for, in dispatch order; none for an unknown job. */
  List<Frame> list(FrameQuery query);

  /** Returns the frame of that id. */
  Optional<Frame> byId(FrameId id);
}
