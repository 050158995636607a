package io.farmgate.domain.spec;

import io.farmgate.domain.Cores;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Map;

/** What departments may promise, on any farm. */
public final class TaskRules {
  private TaskRules() {}

  /**
   * Refuses what are no shots, and cores that no job can have.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void check(Map<String, Cores> shots) {
    shots.forEach((shot, cores) -> {
      NameRule.SHOT.check("shot", shot);
      check("min cores", cores);
    });
  }

  /**
   * Refuses cores that no job can have.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void check(String what, Cores cores) {
    if (cores.compareTo(SubmissionRules.MAX_CORES) > 0) {
      throw new FarmException(
          new FarmFailure.Invalid(
              what
                  + ": "
                  + cores.asFloat()
                  + " (expected: at most "
                  + SubmissionRules.MAX_CORES.hundredths() / 100
                  + " cores)"));
    }
  }

  /**
   * Refuses what is no department's name. A group that has none has an empty one.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void checkDepartment(String before, String after) {
    if (!after.isEmpty() && !after.equals(before)) {
      NameRule.DEPARTMENT.check("department", after);
    }
  }
}
