package io.farmgate.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A running frame (or chunk of frames) on a host, with what it has booked there.
 *
 * @param layerId absent where the farm does not say: OpenCue's contract has names only
 * @param frameId as {@code layerId}
 * @param logPath the file that its output goes to
 * @param redirectTarget the name of the job or group whose turn it is when its frame ends
 * @param unbooked whether it is given back when its present frame ends
 */
public record Proc(
    ProcId id,
    HostId hostId,
    String hostName,
    String show,
    String group,
    JobId jobId,
    String jobName,
    Optional<LayerId> layerId,
    Optional<FrameId> frameId,
    String frameName,
    Cores cores,
    long reservedMemoryBytes,
    long usedMemoryBytes,
    List<String> services,
    String logPath,
    boolean unbooked,
    Optional<String> redirectTarget,
    Instant startTime) {
  public Proc {
    services = List.copyOf(services);
  }

  /** Returns the name of the layer, which stands in the frame's. */
  public String layerName() {
    // A frame's name is its number, which may have a sign, a dash, and its layer's name.
    return frameName.substring(frameName.indexOf('-', 1) + 1);
  }
}
