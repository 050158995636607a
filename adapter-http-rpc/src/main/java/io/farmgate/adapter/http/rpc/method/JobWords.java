package io.farmgate.adapter.http.rpc.method;

import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.JobState;

/**
 * The five words that OpenCue's documents have for a job's state. The wire has PENDING and FINISHED
 * for them; the rest is derived as everywhere else in the gateway.
 */
public enum JobWords {
  PENDING,
  RUNNING,
  FINISHED,
  KILLED,
  PAUSED;

  /**
   * Derives the word.
   *
   * @param finished whether the wire says FINISHED
   */
  public static JobWords of(boolean finished, boolean paused, FrameCounts frames) {
    if (finished) {
      // A job that ended with work left was ended by a person.
      return frames.done() >= frames.total() ? FINISHED : KILLED;
    }
    return switch (JobState.derive(frames, paused, false)) {
      case RUNNING -> RUNNING;
      case PAUSED -> PAUSED;
      // Its last frame may have ended a moment before the farm closes the job.
      case WAITING, FAILED, SUCCEEDED -> PENDING;
      case KILLED -> KILLED;
    };
  }
}
