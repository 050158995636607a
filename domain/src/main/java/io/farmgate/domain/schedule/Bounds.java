package io.farmgate.domain.schedule;

import io.farmgate.domain.Cores;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a {@link Share} is to have, and what it may have.
 *
 * @param minCores below it, the share's work goes before other work of the same priority
 * @param maxCores what its procs may hold together; {@link #NO_CORES_BOUND} for no bound
 * @param minGpus as {@code minCores}, for layers that need GPUs
 * @param maxGpus as {@code maxCores}; {@link Integer#MAX_VALUE} for no bound
 */
public record Bounds(Cores minCores, Cores maxCores, int minGpus, int maxGpus) {
  /** Stands for "as many as there are". */
  public static final Cores NO_CORES_BOUND = new Cores(Integer.MAX_VALUE);

  /** Of a share that is owed nothing and denied nothing. */
  public static final Bounds NONE = new Bounds(Cores.ZERO, NO_CORES_BOUND, 0, Integer.MAX_VALUE);

  /** Of a share that gets nothing at all. */
  public static final Bounds CLOSED = new Bounds(Cores.ZERO, Cores.ZERO, 0, 0);

  /** Makes bounds of a share that is denied nothing. */
  public static Bounds atLeast(Cores minCores) {
    return new Bounds(minCores, NO_CORES_BOUND, 0, Integer.MAX_VALUE);
  }

  /** Makes bounds of which a maximum that is absent bounds nothing. */
  public static Bounds of(
      Cores minCores, Optional<Cores> maxCores, int minGpus, OptionalInt maxGpus) {
    return new Bounds(
        minCores, maxCores.orElse(NO_CORES_BOUND), minGpus, maxGpus.orElse(Integer.MAX_VALUE));
  }
}
