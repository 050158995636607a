package io.farmgate.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a kind of program usually needs. A layer takes it over when it is launched, where its
 * specification says nothing itself.
 *
 * @param threadable whether a frame may be given more cores than the least
 * @param minCores what one proc books
 * @param maxCores what a threadable proc may grow to; zero means no bound
 * @param memoryBytes what one proc reserves; 0 or more
 * @param minGpus what one proc books; 0 or more
 * @param maxGpus what a proc may grow to; zero means no bound
 * @param gpuMemoryBytes what one proc reserves on its GPUs; 0 or more
 * @param tags hosts that may run it carry one of them; empty: all of them may
 * @param timeout how long one run of a frame may take
 * @param timeoutWithoutLog how long a frame may run without writing to its log
 * @param memoryIncreaseBytes how much more a frame is meant to get that failed for lack of memory;
 *     0 or more
 */
public record ServiceDefaults(
    boolean threadable,
    Cores minCores,
    Cores maxCores,
    long memoryBytes,
    int minGpus,
    int maxGpus,
    long gpuMemoryBytes,
    List<String> tags,
    Optional<Duration> timeout,
    Optional<Duration> timeoutWithoutLog,
    long memoryIncreaseBytes) {
  public ServiceDefaults {
    tags = List.copyOf(tags);
  }
}
