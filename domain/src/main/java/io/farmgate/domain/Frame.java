package io.farmgate.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One frame of a layer, as it stood when it was read.
 *
 * @param jobId absent where the farm does not say: OpenCue's contract has no way from a frame to
 *     its job
 * @param layerId as {@code jobId}
 * @param number the frame number in the shot
 * @param retries how often it has been run again after its first run
 * @param exitStatus of the last run; -1 where it has not ended yet
 * @param exitSignal the signal that ended the last run, or 0
 * @param startTime of the run that is on, or of the last one
 * @param stopTime of the last run
 * @param maxRssBytes highest resident memory of the last run
 * @param usedMemoryBytes resident memory now
 * @param lastHost where the run is or was; empty where it never ran
 * @param lastCores what that run had booked
 * @param totalCoreTime core time of all runs
 * @param display how it is shown in the state that it is in, where somebody has said so
 * @param runProgress how far the run that is on has come, in percent from 0 to 100; absent where
 *     neither its command nor the farm says
 */
public record Frame(
    FrameId id,
    Optional<JobId> jobId,
    Optional<LayerId> layerId,
    String layerName,
    int number,
    FrameState state,
    int retries,
    int exitStatus,
    int exitSignal,
    int dispatchOrder,
    Optional<Instant> startTime,
    Optional<Instant> stopTime,
    long maxRssBytes,
    long usedMemoryBytes,
    long reservedMemoryBytes,
    String lastHost,
    Cores lastCores,
    Duration totalCoreTime,
    Checkpoint checkpoint,
    Optional<FrameDisplay> display,
    OptionalInt runProgress) {

  /** Returns the name as OpenCue gives it: the zero-padded number, a dash and the layer's name. */
  public String name() {
    return FrameNames.of(number, layerName);
  }

  /**
   * Returns how much of the frame is done, in percent: 100 of one that succeeded, what its run says
   * while it runs, and nothing otherwise.
   */
  public OptionalInt progress() {
    return switch (state) {
      case SUCCEEDED -> OptionalInt.of(100);
      case RUNNING -> runProgress;
      case WAITING, SETUP, DEPEND, DEAD, EATEN, CHECKPOINT -> OptionalInt.empty();
    };
  }
}
