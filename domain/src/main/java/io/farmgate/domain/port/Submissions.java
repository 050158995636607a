package io.farmgate.domain.port;

import io.farmgate.domain.Job;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.spec.Submission;
import java.util.List;

/** Takes work in. */
public interface Submissions {
  /**
   * Launches all jobs of a submission, or none. What returned is durable.
   *
   * @return the jobs in the order in which they were submitted
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown show or a dependency's
   *     target that is not on the farm, {@link FarmFailure.Conflict} where an unfinished job has
   *     the name, {@link FarmFailure.Invalid} for anything wrong in the submission itself, as
   *     {@link io.farmgate.domain.spec.SubmissionRules} finds it
   */
  List<Job> launch(Submission submission);
}
