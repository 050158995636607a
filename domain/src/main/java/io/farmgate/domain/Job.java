package io.farmgate.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One submission's worth of layers, as it stood when it was read.
 *
 * @param name the full name: {@code show-shot-user_name}
 * @param group the group that holds the job; the show's name for the root group
 * @param priority higher is booked first
 * @param maxRetries how often a failed frame is run again before it is dead; absent where the farm
 *     does not say
 * @param autoEat whether a frame that would be dead is eaten instead
 * @param hasComment whether people have left comments on it
 * @param stopTime when the job was finished
 * @param logDirectory the folder of its frame logs
 * @param coresInUse cores that its procs hold now
 * @param minGpus below it, its layers that need GPUs go before others of its priority
 * @param maxGpus what its procs may hold together; zero means no bound
 * @param runs what its frames have used
 */
public record Job(
    JobId id,
    String name,
    String show,
    String shot,
    String user,
    OptionalInt uid,
    String group,
    String facility,
    String os,
    int priority,
    Cores minCores,
    Cores maxCores,
    boolean paused,
    boolean killed,
    boolean autoEat,
    boolean hasComment,
    OptionalInt maxRetries,
    Instant startTime,
    Optional<Instant> stopTime,
    String logDirectory,
    int layers,
    FrameCounts frames,
    Cores coresInUse,
    int minGpus,
    int maxGpus,
    RunStats runs) {

  /** Returns the derived state. */
  public JobState state() {
    return JobState.derive(frames, paused, killed);
  }
}
