package io.farmgate.domain;

import java.util.OptionalInt;

/**
 * What people set for a group of jobs about GPUs.
 *
 * @param min what the farm is asked to give the jobs directly in the group together
 * @param max what their procs may hold together; absent: no bound
 * @param defaultMin what a job gets that comes into the group; absent: it keeps its own
 * @param defaultMax as {@code defaultMin}
 */
public record GroupGpus(int min, OptionalInt max, OptionalInt defaultMin, OptionalInt defaultMax) {
  /** Those of a new group. */
  public static final GroupGpus NONE =
      new GroupGpus(0, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

  /** The same with another minimum. */
  public GroupGpus withMin(int changed) {
    return new GroupGpus(changed, max, defaultMin, defaultMax);
  }

  /** The same with another maximum. */
  public GroupGpus withMax(OptionalInt changed) {
    return new GroupGpus(min, changed, defaultMin, defaultMax);
  }

  /** The same with another minimum for jobs that come. */
  public GroupGpus withDefaultMin(OptionalInt changed) {
    return new GroupGpus(min, max, changed, defaultMax);
  }

  /** The same with another maximum for jobs that come. */
  public GroupGpus withDefaultMax(OptionalInt changed) {
    return new GroupGpus(min, max, defaultMin, changed);
  }
}
