package io.farmgate.domain;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * A machine that runs frames, as it stood when it was read.
 *
 * @param hasComment whether people have left comments on it
 * @param load one-minute load average times 100
 * @param runningProcs absent where the farm does not say
 * @param scratchTotalBytes the disk on which logs and scratch files stand
 */
public record Host(
    HostId id,
    String name,
    HardwareState hardwareState,
    LockState lockState,
    boolean hasComment,
    String allocation,
    String os,
    List<String> tags,
    Cores totalCores,
    Cores idleCores,
    long totalMemoryBytes,
    long idleMemoryBytes,
    long freeMemoryBytes,
    long totalSwapBytes,
    long freeSwapBytes,
    long scratchTotalBytes,
    long scratchFreeBytes,
    int totalGpus,
    int idleGpus,
    int load,
    OptionalInt runningProcs,
    Instant bootTime,
    Instant pingTime) {
  public Host {
    tags = List.copyOf(tags);
  }

  /** Whether the machine answers. */
  public enum HardwareState {
    UP,
    DOWN,
    REBOOTING,
    REBOOT_WHEN_IDLE,
    REPAIR
  }

  /** Whether it takes new work. */
  public enum LockState {
    OPEN,
    LOCKED,
    NIMBY_LOCKED
  }
}
