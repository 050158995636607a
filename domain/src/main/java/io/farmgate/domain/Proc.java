package io.farmgate.domain;

import java.time.Instant;
import java.util.List;

/**
 * A running frame (or chunk of frames) on a host, with what it has booked there.
 *
 * @param logPath the file that its output goes to
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
    LayerId layerId,
    FrameId frameId,
    String frameName,
    Cores cores,
    long reservedMemoryBytes,
    long usedMemoryBytes,
    List<String> services,
    String logPath,
    boolean unbooked,
    Instant startTime) {
  public Proc {
    services = List.copyOf(services);
  }
}
