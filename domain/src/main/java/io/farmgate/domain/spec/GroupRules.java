package io.farmgate.domain.spec;

import io.farmgate.domain.GroupGpus;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.OptionalInt;

/** What people may set for a group of jobs, on any farm. */
public final class GroupRules {
  private GroupRules() {}

  /**
   * Refuses GPUs that no group can have.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void check(GroupGpus gpus) {
    check("gpus", gpus.min(), gpus.max());
    check("default gpus", gpus.defaultMin().orElse(0), gpus.defaultMax());
  }

  private static void check(String what, int min, OptionalInt max) {
    int most = max.orElse(SubmissionRules.MAX_GPUS);
    if (min < 0 || most < 0 || most > SubmissionRules.MAX_GPUS || min > most) {
      throw new FarmException(
          new FarmFailure.Invalid(
              what
                  + ": "
                  + min
                  + " to "
                  + (max.isPresent() ? most : "any")
                  + " (expected: 0 to "
                  + SubmissionRules.MAX_GPUS
                  + ", the minimum no more than the maximum)"));
    }
  }
}
