package io.farmgate.domain.port;

import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;

/**
 * What else people do to jobs that are on the farm. What returned is durable. Each throws {@link
 * FarmException} with {@link FarmFailure.NotFound} for an unknown id.
 */
public interface JobUpkeep {
  /**
   * Sets what the job's procs are meant to hold of GPUs together.
   *
   * @param min 0 or more and no more than the maximum, else {@link FarmFailure.Invalid}
   */
  void setMinGpus(JobId job, int min);

  /**
   * Sets what the job's procs may hold of GPUs together; what runs keeps what it has.
   *
   * @param max no less than the minimum, else {@link FarmFailure.Invalid}; zero means no bound
   */
  void setMaxGpus(JobId job, int max);

  /**
   * Writes down who wants to hear of the job's end. Doing so twice changes nothing.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where it is no mail address
   */
  void addSubscriber(JobId job, String address);

  /** Sends the job through those of its show's filters that are switched on, in their order. */
  void runFilters(JobId job);

  /** Ends the job where all of its frames are done, and changes nothing otherwise. */
  void finishIfDone(JobId job);
}
