package io.farmgate.domain.port;

import io.farmgate.domain.GroupId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;

/**
 * Whose turn it is once a proc's frame has ended, however it ends. What the proc held is then there
 * to be booked, and one frame of the one that is named goes before all others; where none of its
 * may run just then, or none has room, the turn is over. What returned is durable. Each method
 * throws {@link FarmException} with {@link FarmFailure.NotFound} where no such proc runs.
 */
public interface Redirects {
  /**
   * Gives the next turn to a job, instead of whom it was given to before.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown job
   */
  void toJob(ProcId proc, JobId job);

  /**
   * Gives the next turn to the jobs directly in a group, instead of whom it was given to before.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown group
   */
  void toGroup(ProcId proc, GroupId group);

  /** Takes the turn back; answers whether there was one. */
  boolean clear(ProcId proc);
}
