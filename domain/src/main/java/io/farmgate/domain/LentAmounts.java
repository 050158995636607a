package io.farmgate.domain;

/**
 * What a person lends of a host, or what of it is in use. None is negative where {@link
 * io.farmgate.domain.spec.LendingRules} have looked at it.
 *
 * @param gpus whole ones
 * @param gpuMemoryBytes as layers ask for it; the machine does not tell what is really taken
 */
public record LentAmounts(Cores cores, long memoryBytes, int gpus, long gpuMemoryBytes) {
  /** Nothing. */
  public static final LentAmounts NONE = new LentAmounts(Cores.ZERO, 0, 0, 0);

  /** Returns both together. */
  public LentAmounts plus(LentAmounts more) {
    return new LentAmounts(
        new Cores(Math.addExact(cores.hundredths(), more.cores.hundredths())),
        Math.addExact(memoryBytes, more.memoryBytes),
        Math.addExact(gpus, more.gpus),
        Math.addExact(gpuMemoryBytes, more.gpuMemoryBytes));
  }

  /** Tells whether {@code wanted} can be had of this. */
  public boolean holds(LentAmounts wanted) {
    return wanted.cores.compareTo(cores) <= 0
        && wanted.memoryBytes <= memoryBytes
        && wanted.gpus <= gpus
        && wanted.gpuMemoryBytes <= gpuMemoryBytes;
  }

  /** Returns this with those of {@code before} where there is 0 here. */
  public LentAmounts orElse(LentAmounts before) {
    return new LentAmounts(
        cores.hundredths() == 0 ? before.cores : cores,
        memoryBytes == 0 ? before.memoryBytes : memoryBytes,
        gpus == 0 ? before.gpus : gpus,
        gpuMemoryBytes == 0 ? before.gpuMemoryBytes : gpuMemoryBytes);
  }
}
