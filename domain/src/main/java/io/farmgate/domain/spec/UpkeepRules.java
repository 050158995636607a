package io.farmgate.domain.spec;

import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.regex.Pattern;

/** What people may set for a job that is there, on any farm. */
public final class UpkeepRules {
  private static final int MAX = SubmissionRules.MAX_GPUS * 1_000;

  /** Somebody at some place; nothing that would be two addresses, or a header, in a mail. */
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s,;<>\"@\\p{Cntrl}]{1,64}(@[\\w.-]{1,190})?");

  private UpkeepRules() {}

  /**
   * Refuses what the procs of no job can hold.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void checkGpus(int min, int max) {
    if (min < 0 || max < 0 || (max > 0 && min > max) || Math.max(min, max) > MAX) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "gpus: "
                  + min
                  + " to "
                  + max
                  + " (expected: 0 to "
                  + MAX
                  + ", and no more than the maximum, unless that is 0 for none)"));
    }
  }

  /**
   * Refuses what is no mail address. A user name alone is one where a farm has a domain for it.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void checkAddress(String address) {
    if (!ADDRESS.matcher(address).matches()) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "subscriber: " + Echo.quoted(address) + " (expected: one mail address)"));
    }
  }
}
