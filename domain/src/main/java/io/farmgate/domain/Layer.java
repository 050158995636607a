package io.farmgate.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run of frames in a job that share a command.
 *
 * @param range the frame range as it was submitted
 * @param chunk frames that one proc runs together; 1 or more
 * @param minCores what one proc books
 * @param maxCores what a threadable proc may grow to; zero means no bound
 * @param memoryBytes what one proc reserves
 * @param gpuMemoryBytes what one proc reserves on its GPUs
 * @param timeout how long one run of a frame may take
 * @param timeoutWithoutLog how long a frame may run without writing to its log
 * @param dispatchOrder place in the job, from 1
 * @param maxGpus what a proc may grow to; zero means no bound
 * @param startAfter until when its frames are held back; absent: they are not
 * @param memoryOptimizer whether the farm lowers {@code memoryBytes} by itself to what frames have
 *     used
 * @param runs what its frames have used
 */
public record Layer(
    LayerId id,
    JobId jobId,
    String name,
    LayerType type,
    String range,
    int chunk,
    String command,
    Cores minCores,
    Cores maxCores,
    boolean threadable,
    long memoryBytes,
    int gpus,
    long gpuMemoryBytes,
    List<String> tags,
    List<String> services,
    List<String> limits,
    Optional<Duration> timeout,
    Optional<Duration> timeoutWithoutLog,
    int dispatchOrder,
    FrameCounts frames,
    int maxGpus,
    Optional<StartAfter> startAfter,
    boolean memoryOptimizer,
    RunStats runs) {
  public Layer {
    tags = List.copyOf(tags);
    services = List.copyOf(services);
    limits = List.copyOf(limits);
  }

  /** Returns what of it people can set. */
  public LayerSettings settings() {
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
        memoryOptimizer);
  }

  /**
   * That no frame starts before a time.
   *
   * @param reason who asked for it, in words; may be empty
   */
  public record StartAfter(Instant time, String reason) {}
}
