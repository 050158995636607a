package io.farmgate.domain.port;

import io.farmgate.domain.FrameId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Optional;

/** Reads the logs of frames. */
public interface Logs {
  /**
   * Opens the log of a frame's newest run.
   *
   * @param job of the frame; needed on farms that do not tell it of a frame, and where it is given,
   *     the frame has to be one of that job
   * @throws FarmException with {@link FarmFailure.NotFound} where there is no such frame, or no log
   *     of it; with {@link FarmFailure.Invalid} where the farm needs {@code job} and it is missing;
   *     with {@link FarmFailure.Unsupported} where the farm has no logs that may be read
   */
  OpenLog open(FrameId frame, Optional<JobId> job);
}
