package io.farmgate.domain.port;

import io.farmgate.domain.Job;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.spec.Submission;
import java.util.List;
import java.util.function.Function;

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

  /**
   * Launches a submission once, however often it is asked for under a key within {@link
   * LaunchKey#KEPT}: also by two at the same moment, and by one that does not know how the first
   * time ended. What is not launched, for whatever reason, leaves the key free.
   *
   * @param answer makes of the jobs what the caller is told, each time the same; must not block
   * @throws FarmException as for {@link #launch}, and with {@link FarmFailure.Unsupported} where
   *     the farm cannot keep such a promise
   */
  default LaunchOnce launchOnce(
      Submission submission, LaunchKey key, Function<List<Job>, String> answer) {
    throw new FarmException(
        new FarmFailure.Unsupported(
            "this farm keeps no keys of launches (expected: no Idempotency-Key; nothing was"
                + " launched)"));
  }
}
