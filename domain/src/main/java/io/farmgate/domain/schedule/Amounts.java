package io.farmgate.domain.schedule;

import io.farmgate.domain.Cores;

/**
 * What a proc holds of a host, or what a host has.
 *
 * @param memoryBytes 0 or more
 * @param gpus whole ones, 0 or more
 */
public record Amounts(Cores cores, long memoryBytes, int gpus) {
  /** Nothing. */
  public static final Amounts NONE = new Amounts(Cores.ZERO, 0, 0);

  /** Returns both together. */
  public Amounts plus(Amounts more) {
    return new Amounts(
        new Cores(Math.addExact(cores.hundredths(), more.cores.hundredths())),
        Math.addExact(memoryBytes, more.memoryBytes),
        Math.addExact(gpus, more.gpus));
  }

  /** Returns what is left when {@code taken} is taken away, at least nothing of each. */
  public Amounts minus(Amounts taken) {
    return new Amounts(
        new Cores(Math.max(0, cores.hundredths() - taken.cores.hundredths())),
        Math.max(0, memoryBytes - taken.memoryBytes),
        Math.max(0, gpus - taken.gpus));
  }

  /** Tells whether {@code wanted} can be had of this. */
  public boolean holds(Amounts wanted) {
    return wanted.cores.compareTo(cores) <= 0
        && wanted.memoryBytes <= memoryBytes
        && wanted.gpus <= gpus;
  }
}
