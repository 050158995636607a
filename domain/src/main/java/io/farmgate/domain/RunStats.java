package io.farmgate.domain;

import java.time.Duration;

/**
 * What the runs of a piece of work have used, as far as they have ended. A run that a person ended,
 * or that the farm lost, has failed.
 *
 * <p>Figures that a farm does not tell are 0.
 *
 * @param succeeded runs that ended well
 * @param failed runs that did not; a frame that was retried has several
 * @param succeededTime what the succeeded runs took together
 * @param shortest what the shortest succeeded run took
 * @param longest what the longest succeeded run took
 * @param succeededCoreTime time multiplied by cores
 * @param failedCoreTime time multiplied by cores
 * @param succeededGpuTime time multiplied by GPUs
 * @param failedGpuTime time multiplied by GPUs
 * @param maxRssBytes the most memory that one run has held resident
 */
public record RunStats(
    long succeeded,
    long failed,
    Duration succeededTime,
    Duration shortest,
    Duration longest,
    Duration succeededCoreTime,
    Duration failedCoreTime,
    Duration succeededGpuTime,
    Duration failedGpuTime,
    long maxRssBytes) {

  /** Nothing has run. */
  public static final RunStats NONE =
      new RunStats(
          0,
          0,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          0);

  /** Returns what a succeeded run took on average. */
  public Duration averageTime() {
    return succeeded == 0 ? Duration.ZERO : succeededTime.dividedBy(succeeded);
  }

  /** Returns what a succeeded run took on average, multiplied by its cores. */
  public Duration averageCoreTime() {
    return succeeded == 0 ? Duration.ZERO : succeededCoreTime.dividedBy(succeeded);
  }

  /** Returns the core time of all runs. */
  public Duration totalCoreTime() {
    return succeededCoreTime.plus(failedCoreTime);
  }

  /** Returns the GPU time of all runs. */
  public Duration totalGpuTime() {
    return succeededGpuTime.plus(failedGpuTime);
  }

  /** Guesses the core time of frames that have not run yet: each takes what one took until now. */
  public Duration remainingCoreTime(FrameCounts frames) {
    return averageCoreTime().multipliedBy(frames.pending());
  }

  /** Returns the figures of both together. */
  public RunStats plus(RunStats other) {
    return new RunStats(
        succeeded + other.succeeded,
        failed + other.failed,
        succeededTime.plus(other.succeededTime),
        shortest(other),
        longest.compareTo(other.longest) >= 0 ? longest : other.longest,
        succeededCoreTime.plus(other.succeededCoreTime),
        failedCoreTime.plus(other.failedCoreTime),
        succeededGpuTime.plus(other.succeededGpuTime),
        failedGpuTime.plus(other.failedGpuTime),
        Math.max(maxRssBytes, other.maxRssBytes));
  }

  private Duration shortest(RunStats other) {
    if (succeeded == 0 || other.succeeded == 0) {
      return succeeded == 0 ? other.shortest : shortest;
    }
    return shortest.compareTo(other.shortest) <= 0 ? shortest : other.shortest;
  }
}
