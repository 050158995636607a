package io.farmgate.domain;

/**
 * Where a job stands, derived from its frames, its pause flag and its end. {@code docs/states.md}
 * shows the rule at work, case by case, and what each dialect calls the states.
 */
public enum JobState {
  /** Nothing runs, and something still may: waiting frames, held back ones or checkpoints. */
  WAITING,
  /** At least one frame runs, and the job may book more. */
  RUNNING,
  /**
   * A person holds the job and it has work left. Frames that run go on: the state says what will
   * happen, which is nothing new, and the counts say what happens now.
   */
  PAUSED,
  /** Every frame is done: succeeded or eaten. */
  SUCCEEDED,
  /** Only dead frames are left. The job is not finished: they can be retried or eaten. */
  FAILED,
  /** A person ended the job before its frames were done. */
  KILLED;

  /**
   * Derives the state. This is the only place that decides it; each dialect maps from it. The first
   * of these that holds is the state:
   *
   * <ol>
   *   <li>KILLED: the job was killed. Its counts no longer matter; frames may still be ending.
   *   <li>SUCCEEDED: all frames are done, paused or not. So is a job without frames, as in OpenCue:
   *       nothing is left that could ever change it.
   *   <li>FAILED: none runs, waits, is held back or stands at a checkpoint, so that dead ones are
   *       all that is left. Paused or not: resuming it would change nothing. A job that eats its
   *       failures has dead frames only from before it was told to.
   *   <li>PAUSED: the job is held, whether or not some of its frames still run.
   *   <li>RUNNING: a frame runs.
   *   <li>WAITING: none does. Frames that are held back count as waiting even where a dead frame of
   *       the same job holds them: the counts do not tell what holds them, and it may be a job that
   *       goes on.
   * </ol>
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
    if (frames.done() + frames.dead() == frames.total()) {
      return FAILED;
    }
    if (paused) {
      return PAUSED;
    }
    return frames.running() > 0 ? RUNNING : WAITING;
  }

  /** Tells whether the job is over: it books nothing more, and its name is free again. */
  public boolean isFinished() {
    return this == SUCCEEDED || this == KILLED;
  }
}
