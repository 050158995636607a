package io.farmgate.domain.spec;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;

/** What people may set for a show, on any farm. */
public final class ShowRules {
  private static final int LONGEST_EMAIL = 1_000;
  private static final int MAX = SubmissionRules.MAX_GPUS;

  private ShowRules() {}

  /**
   * Refuses what cannot be addresses.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void checkEmail(String addresses) {
    if (addresses.length() > LONGEST_EMAIL || addresses.indexOf('\0') >= 0) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "comment email: "
                  + addresses.length()
                  + " characters (expected: addresses divided by commas, at most "
                  + LONGEST_EMAIL
                  + " characters, none of them NUL)"));
    }
  }

  /**
   * Returns the name of a show that is archived.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where it is too long for one
   */
  public static String archived(String name) {
    String archived = name + "_archive";
    NameRule.SHOW.check("show name", archived);
    return archived;
  }

  /**
   * Refuses what no job can have.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void checkGpus(int min, int max) {
    if (min < 0 || max < 0 || (max > 0 && min > max) || Math.max(min, max) > MAX) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "default gpus: "
                  + min
                  + " to "
                  + max
                  + " (expected: 0 to "
                  + MAX
                  + ", and no more than the maximum, unless that is 0 for none)"));
    }
  }
}
