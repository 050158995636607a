package io.farmgate.domain;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What people set for a group of jobs.
 *
 * @param department name of one, of which the show then has {@link Department}; may be empty
 * @param defaultPriority what a job gets that comes into the group; absent: it keeps its own
 * @param defaultMinCores as {@code defaultPriority}
 * @param defaultMaxCores as {@code defaultPriority}
 * @param minCores what the farm is asked to give the jobs directly in the group together
 * @param maxCores what the procs of the jobs directly in the group may hold together; absent: no
 *     bound
 */
public record GroupSettings(
    String department,
    OptionalInt defaultPriority,
    Optional<Cores> defaultMinCores,
    Optional<Cores> defaultMaxCores,
    Cores minCores,
    Optional<Cores> maxCores,
    GroupGpus gpus) {

  /** Those of a new group, which bounds nothing and changes nothing. */
  public static final GroupSettings NONE =
      new GroupSettings(
          "",
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Cores.ZERO,
          Optional.empty(),
          GroupGpus.NONE);

  /** The same with another department. */
  public GroupSettings withDepartment(String changed) {
    return new GroupSettings(
        changed, defaultPriority, defaultMinCores, defaultMaxCores, minCores, maxCores, gpus);
  }

  /** The same with another priority for jobs that come. */
  public GroupSettings withDefaultPriority(OptionalInt changed) {
    return new GroupSettings(
        department, changed, defaultMinCores, defaultMaxCores, minCores, maxCores, gpus);
  }

  /** The same with another minimum for jobs that come. */
  public GroupSettings withDefaultMinCores(Optional<Cores> changed) {
    return new GroupSettings(
        department, defaultPriority, changed, defaultMaxCores, minCores, maxCores, gpus);
  }

  /** The same with another maximum for jobs that come. */
  public GroupSettings withDefaultMaxCores(Optional<Cores> changed) {
    return new GroupSettings(
        department, defaultPriority, defaultMinCores, changed, minCores, maxCores, gpus);
  }

  /** The same with another minimum for the group. */
  public GroupSettings withMinCores(Cores changed) {
    return new GroupSettings(
        department, defaultPriority, defaultMinCores, defaultMaxCores, changed, maxCores, gpus);
  }

  /** The same with another maximum for the group. */
  public GroupSettings withMaxCores(Optional<Cores> changed) {
    return new GroupSettings(
        department, defaultPriority, defaultMinCores, defaultMaxCores, minCores, changed, gpus);
  }

  /** The same with other GPUs. */
  public GroupSettings withGpus(GroupGpus changed) {
    return new GroupSettings(
        department, defaultPriority, defaultMinCores, defaultMaxCores, minCores, maxCores, changed);
  }
}
