package io.farmgate.domain.schedule;

import io.farmgate.domain.Cores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A layer of which at least one frame (or chunk of frames) waits.
 *
 * @param key the farm's own
 * @param order place in the job; lower goes first
 * @param minCores what a proc gets; zero: the whole host
 * @param maxCores what a threadable proc may grow to; zero: no bound
 * @param memoryBytes what a proc reserves
 * @param gpus what a proc reserves
 * @param tags the host must have one of them; none: any host will do
 * @param limits keys of the limits that count its procs
 * @param startAfter no frame starts before it
 */
public record QueuedLayer(
    long key,
    int order,
    Cores minCores,
    Cores maxCores,
    boolean threadable,
    long memoryBytes,
    int gpus,
    Set<String> tags,
    List<Long> limits,
    Optional<Instant> startAfter) {
  public QueuedLayer {
    tags = Set.copyOf(tags);
    limits = List.copyOf(limits);
  }
}
