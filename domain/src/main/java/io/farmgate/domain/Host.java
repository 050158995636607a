package io.farmgate.domain;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * A machine that runs frames, as it stood when it was read.
 *
 * @param hasComment whether people have left comments on it
 * @param load one-minute load average times 100
 * @param gpuMemoryBytes of all GPUs whose drivers tell it; 0 where none does
 * @param freeGpuMemoryBytes that part of it that nothing is in
 * @param runningProcs absent where the farm does not say
 * @param scratchTotalBytes the disk on which logs and scratch files stand
 */
public record Host(
    HostId id,
    String name,
    HardwareState hardwareState,
    LockState lockState,
    boolean hasComment,
    ThreadMode threadMode,
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
    long gpuMemoryBytes,
    long freeGpuMemoryBytes,
    int load,
    OptionalInt runningProcs,
    Instant bootTime,
    Instant pingTime) {
  public Host {
    tags = List.copyOf(tags);
  }

  /** How many cores a proc gets that can use several. */
  public enum ThreadMode {
    /** As many as go with its part of the memory. */
    AUTO,
    /** All that are idle, whether its layer can use them or not. */
    ALL,
    /** As with {@link #AUTO}, but two at least. */
    VARIABLE
  }

  /** Whether the machine answers, and whether it may work. */
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
