package io.farmgate.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What people set for a layer that is on the farm; what {@link io.farmgate.domain.spec.LayerRules}
 * allows.
 *
 * @param minCores what one proc books; zero is the whole host
 * @param maxCores what a threadable proc may grow to; zero means no bound
 * @param memoryBytes what one proc reserves; 0 or more
 * @param gpus what one proc books; 0 or more
 * @param maxGpus what a proc may grow to; zero means no bound
 * @param gpuMemoryBytes what one proc reserves on its GPUs; 0 or more
 * @param tags hosts that may run it carry one of them; empty: all of them may, where the farm knows
 *     such layers
 * @param timeout how long one run of a frame may take
 * @param timeoutWithoutLog how long a frame may run without writing to its log
 * @param startAfter until when its frames are held back
 * @param memoryOptimizer whether the farm lowers the memory by itself to what frames have used
 */
public record LayerSettings(
    Cores minCores,
    Cores maxCores,
    boolean threadable,
    long memoryBytes,
    int gpus,
    int maxGpus,
    long gpuMemoryBytes,
    List<String> tags,
    Optional<Duration> timeout,
    Optional<Duration> timeoutWithoutLog,
    Optional<Layer.StartAfter> startAfter,
    boolean memoryOptimizer) {
  public LayerSettings {
    tags = List.copyOf(tags);
  }

  /** The same with another minimum of cores. */
  public LayerSettings withMinCores(Cores changed) {
    return new LayerSettings(
        changed,
        maxCores,
        threadable,
        memoryBytes,
        gpus,
        maxGpus,
        gpuMemoryBytes,
        tags,
        timeout,
        timeoutWithoutLog,
        startAfter,
        memoryOptimizer);
  }

  /** The same with another maximum of cores. */
  public LayerSettings withMaxCores(Cores changed) {
    return new LayerSettings(
        minCores,
        changed,
        threadable,
        memoryBytes,
        gpus,
        maxGpus,
        gpuMemoryBytes,
        tags,
        timeout,
        timeoutWithoutLog,
        startAfter,
        memoryOptimizer);
  }

  /** The same with procs that may or may not grow. */
  public LayerSettings withThreadable(boolean changed) {
    return new LayerSettings(
        minCores,
        maxCores,
        changed,
        memoryBytes,
        gpus,
        maxGpus,
        gpuMemoryBytes,
        tags,
        timeout,
        timeoutWithoutLog,
        startAfter,
        memoryOptimizer);
  }

  /** The same with other memory. */
  public LayerSettings withMemoryBytes(long changed) {
    return new LayerSettings(
        minCores,
        maxCores,
        threadable,
        changed,
        gpus,
        maxGpus,
        gpuMemoryBytes,
        tags,
        timeout,
        timeoutWithoutLog,
        startAfter,
        memoryOptimizer);
  }

  /** The same with another minimum of GPUs. */
  public LayerSettings withGpus(int changed) {
    return new LayerSettings(
        minCores,
        maxCores,
        threadable,
        memoryBytes,
        changed,
        maxGpus,
        gpuMemoryBytes,
        tags,
        timeout,
        timeoutWithoutLog,
        startAfter,
        memoryOptimizer);
  }

  /** The same with another maximum of GPUs. */
  public LayerSettings withMaxGpus(int changed) {
    return new LayerSettings(
        minCores,
        maxCores,
        threadable,
        memoryBytes,
        gpus,
        changed,
        gpuMemoryBytes,
        tags,
        timeout,
        timeoutWithoutLog,
        startAfter,
        memoryOptimizer);
  }

  /** The same with other memory on GPUs. */
  public LayerSettings withGpuMemoryBytes(long changed) {
    return new LayerSettings(
        minCores,
        maxCores,
        threadable,
        memoryBytes,
        gpus,
        maxGpus,
        changed,
        tags,
        timeout,
        timeoutWithoutLog,
        startAfter,
        memoryOptimizer);
  }

  /** The same with other tags. */
  public LayerSettings withTags(List<String> changed) {
    return new LayerSettings(
        minCores,
        maxCores,
        threadable,
        memoryBytes,
        gpus,
        maxGpus,
        gpuMemoryBytes,
        changed,
        timeout,
        timeoutWithoutLog,
        startAfter,
        memoryOptimizer);
  }

  /** The same with another time that a run may take. */
  public LayerSettings withTimeout(Optional<Duration> changed) {
    return new LayerSettings(
        minCores,
        maxCores,
        threadable,
        memoryBytes,
        gpus,
        maxGpus,
        gpuMemoryBytes,
        tags,
        changed,
        timeoutWithoutLog,
        startAfter,
        memoryOptimizer);
  }

  /** The same with another time without a word in the log. */
  public LayerSettings withTimeoutWithoutLog(Optional<Duration> changed) {
    return new LayerSettings(
        minCores,
        maxCores,
        threadable,
        memoryBytes,
        gpus,
        maxGpus,
        gpuMemoryBytes,
        tags,
        timeout,
        changed,
        startAfter,
        memoryOptimizer);
  }

  /** The same with another time to wait for, or none. */
  public LayerSettings withStartAfter(Optional<Layer.StartAfter> changed) {
    return new LayerSettings(
        minCores,
        maxCores,
        threadable,
        memoryBytes,
        gpus,
        maxGpus,
        gpuMemoryBytes,
        tags,
        timeout,
        timeoutWithoutLog,
        changed,
        memoryOptimizer);
  }

  /** The same with memory that is or is not lowered by itself. */
  public LayerSettings withMemoryOptimizer(boolean changed) {
    return new LayerSettings(
        minCores,
        maxCores,
        threadable,
        memoryBytes,
        gpus,
        maxGpus,
        gpuMemoryBytes,
        tags,
        timeout,
        timeoutWithoutLog,
        startAfter,
        changed);
  }
}
