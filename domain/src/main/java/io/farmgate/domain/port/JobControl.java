package io.farmgate.domain.port;

import io.farmgate.domain.Cores;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;

/**
 * Changes jobs. What returned is durable. Each throws {@link FarmException} with {@link
 * FarmFailure.NotFound} for an unknown id.
 */
public interface JobControl {
  /** Books nothing more for the job; running frames go on. Pausing twice changes nothing. */
  void pause(JobId job);

  /** Undoes {@link #pause}. */
  void resume(JobId job);

  /** Ends the job and the processes of its running frames. A finished job stays as it is. */
  void kill(JobId job, KillReason reason);

  /** Sets the priority; higher is booked first. Negative is {@link FarmFailure.Invalid}. */
  void setPriority(JobId job, int priority);

  /** Sets how often a failed frame is run again: 0 to 16, else {@link FarmFailure.Invalid}. */
  void setMaxRetries(JobId job, int maxRetries);

  /** Sets whether frames that would be dead are eaten instead. */
  void setAutoEat(JobId job, boolean autoEat);

  /**
   * Sets what the job's procs may hold together: both bounds, or neither where {@code min} is above
   * {@code max}, which is {@link FarmFailure.Invalid}.
   */
  void setCores(JobId job, Cores min, Cores max);
}
