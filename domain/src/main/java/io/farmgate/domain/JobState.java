package io.farmgate.domain;

/** Where a job stands, derived from its frames, its pause flag and its end. */
public enum JobState {
  WAITING,
  RUNNING,
  PAUSED,
  SUCCEEDED,
  FAILED,
  KILLED;

  /**
   * Derives the state. This is the only place that decides it; each dialect maps from it.
   *
   * @param frames the job's frames by state
   * @param paused whether a person holds the job
   * @param killed whether a person ended the job before its frames were done
   */
  public static JobState derive(FrameCounts frames, boolean paused, boolean killed) {
    if (killed) {
      return KILLED;
    }
    if (frames.done() == frames.total()) {
      return SUCCEEDED;
    }
    if (frames.running() > 0) {
      return paused ? PAUSED : RUNNING;
    }
    if (frames.waiting() + frames.depend() + frames.checkpoint() == 0) {
      return FAILED;
    }
    return paused ? PAUSED : WAITING;
  }

  /** Tells whether the job is over: it books nothing more, and its name is free again. */
  public boolean isFinished() {
    return this == SUCCEEDED || this == KILLED;
  }
}
