package io.farmgate.domain.spec;

import io.farmgate.domain.LentAmounts;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;

/** What may be lent of a host, on any farm. */
public final class LendingRules {
  private static final long MOST_BYTES = 1L << 50;

  private LendingRules() {}

  /**
   * Refuses a part in which no proc could ever run.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void check(int threads, LentAmounts max) {
    check(max);
    refuse(
        threads < 1 || threads > SubmissionRules.MAX_CORES.hundredths() / 100,
        "threads: " + threads + " (expected: 1 or more, as many as a job can have)");
    refuse(
        100L * threads > max.cores().hundredths(),
        "max cores: " + max.cores().asFloat() + " (expected: no less than the threads)");
    refuse(max.memoryBytes() == 0, "max memory: 0 (expected: what a frame needs)");
  }

  /**
   * Refuses amounts that no host has.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void check(LentAmounts max) {
    TaskRules.check("max cores", max.cores());
    refuse(
        max.gpus() < 0 || max.gpus() > SubmissionRules.MAX_GPUS,
        "max gpus: " + max.gpus() + " (expected: 0 to " + SubmissionRules.MAX_GPUS + ")");
    checkBytes("max memory", max.memoryBytes());
    checkBytes("max gpu memory", max.gpuMemoryBytes());
  }

  private static void checkBytes(String what, long bytes) {
    refuse(
        bytes < 0 || bytes > MOST_BYTES,
        what + ": " + bytes + " bytes (expected: 0 to " + MOST_BYTES + ")");
  }

  private static void refuse(boolean wrong, String message) {
    if (wrong) {
      throw new FarmException(new FarmFailure.Invalid(message));
    }
  }
}
