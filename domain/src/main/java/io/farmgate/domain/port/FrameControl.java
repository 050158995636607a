package io.farmgate.domain.port;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;

/**
 * Changes the frames that a query names; its offset and limit count too. What returned is durable.
 * Each answers how many frames it changed. An unknown job has no frames.
 */
public interface FrameControl {
  /**
   * Runs frames again: dead, eaten and succeeded ones wait anew with their retries at 0, running
   * ones are ended first. A finished job that gets work this way is pending again, a killed one
   * too. What waits for such a frame and has not started waits again.
   *
   * @throws FarmException with {@link FarmFailure.Conflict} where the job is finished and another
   *     unfinished one has its name by now; nothing is changed then
   */
  int retry(FrameQuery frames, KillReason reason);

  /** Ends the processes of running frames; they wait anew. Others stay as they are. */
  int kill(FrameQuery frames, KillReason reason);

  /** Gives frames up: they count as done. Running ones are ended first. */
  int eat(FrameQuery frames, KillReason reason);
}
