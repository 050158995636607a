package io.farmgate.domain;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the jobs of one owner are meant to have together.
 *
 * @param minCores what the farm is asked to give them
 * @param maxCores what their procs may hold together; absent: no bound
 * @param minGpus 0 or more
 * @param maxGpus 0 or more; absent: no bound
 */
public record OwnerQuota(
    Cores minCores, Optional<Cores> maxCores, int minGpus, OptionalInt maxGpus) {

  /** Of an owner for whom nothing is set. */
  public static final OwnerQuota NONE =
      new OwnerQuota(Cores.ZERO, Optional.empty(), 0, OptionalInt.empty());

  public OwnerQuota {
    if (minGpus < 0 || maxGpus.orElse(0) < 0) {
      throw new IllegalArgumentException("gpus of a quota: negative (expected: 0 or more)");
    }
  }

  /** The same with another maximum of cores. */
  public OwnerQuota withMaxCores(Optional<Cores> changed) {
    return new OwnerQuota(minCores, changed, minGpus, maxGpus);
  }
}
