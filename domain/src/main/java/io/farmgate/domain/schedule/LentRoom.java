package io.farmgate.domain.schedule;

import io.farmgate.domain.Cores;
import io.farmgate.domain.LentAmounts;
import java.util.Optional;

/**
 * Decides whether a frame may run in the part of a host that a person lends.
 *
 * @param threads cores that each proc gets, whatever its layer asks for
 * @param max what the procs of the part may hold together
 * @param inUse what they hold now
 */
public record LentRoom(int threads, LentAmounts max, LentAmounts inUse) {

  /**
   * Returns what a proc is to hold; nothing where the part or the host has no room for it.
   *
   * @param free what no proc holds of the host
   * @param memoryBytes what the layer reserves, as {@code gpus} and {@code gpuMemoryBytes}
   */
  public Optional<Amounts> proc(Amounts free, long memoryBytes, int gpus, long gpuMemoryBytes) {
    Cores cores = new Cores(Math.multiplyExact(100, threads));
    Amounts wanted = new Amounts(cores, memoryBytes, gpus);
    LentAmounts then = inUse.plus(new LentAmounts(cores, memoryBytes, gpus, gpuMemoryBytes));
    return free.holds(wanted) && max.holds(then) ? Optional.of(wanted) : Optional.empty();
  }
}
