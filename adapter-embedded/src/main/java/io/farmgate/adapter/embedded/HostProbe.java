package io.farmgate.adapter.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how the machine fares, on demand and at most once a second.
 *
 * <p>Amounts come from the JDK, which knows a container's bounds; what it does not know, or knows
 * less exactly, comes from {@link MachineFiles}. Safe to use from many threads.
 */
final class HostProbe implements RunWatch.MachineMemory {
  private static final Logger log = LoggerFactory.getLogger(HostProbe.class);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Path scratch;
  private final Clock clock;
  private final MachineFiles files;
  private final Instant bootTime;
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private @Nullable Sample last;
  private long lastNanos;

  /** Probes the machine, and the disk that {@code scratch} is on. */
  HostProbe(Path scratch, Clock clock) {
    this(scratch, clock, MachineFiles.SYSTEM);
  }

  /** The same, of a machine with such files. */
  HostProbe(Path scratch, Clock clock, MachineFiles files) {
    this.scratch = scratch;
    this.clock = clock;
    this.files = files;
    this.bootTime = files.bootTime().orElseGet(clock::instant);
  }

  /**
   * How the machine fared at {@code at}; sizes in bytes.
   *
   * @param load one-minute load average times 100
   * @param gpuMemory of all GPUs whose driver tells it
   */
  record Sample(
      Instant at,
      Instant bootTime,
      long totalMemory,
      long freeMemory,
      long totalSwap,
      long freeSwap,
      long scratchTotal,
      long scratchFree,
      int load,
      long gpuMemory,
      long freeGpuMemory) {}

  /** Returns a sample that is no older than a second. */
  synchronized Sample sample() {
    long now = System.nanoTime();
    Sample known = last;
    if (known == null || now - lastNanos > FRESH.toNanos()) {
      known = read();
      last = known;
      lastNanos = now;
    }
    return known;
  }

  @Override
  public long total() {
    return sample().totalMemory();
  }

  @Override
  public long available() {
    return sample().freeMemory();
  }

  /** Returns how many processors the farm may use. */
  static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Returns how many GPUs the kernel's drivers know; 0 without such a driver. */
  static int gpus() {
    return MachineFiles.SYSTEM.gpus();
  }

  private Sample read() {
    long scratchTotal = 0;
    long scratchFree = 0;
    try {
      FileStore store = Files.getFileStore(scratch);
      scratchTotal = store.getTotalSpace();
      scratchFree = store.getUsableSpace();
    } catch (IOException e) {
      log.warn("The disk of {} cannot be read", scratch, e);
    }
    return new Sample(
        clock.instant(),
        bootTime,
        system.getTotalMemorySize(),
        Math.min(
            files.availableMemory().orElseGet(system::getFreeMemorySize),
            system.getTotalMemorySize()),
        system.getTotalSwapSpaceSize(),
        Math.min(
            files.freeSwap().orElseGet(system::getFreeSwapSpaceSize),
            system.getTotalSwapSpaceSize()),
        scratchTotal,
        scratchFree,
        files
            .load()
            .orElseGet(() -> (int) Math.round(Math.max(0, system.getSystemLoadAverage()) * 100)),
        files.gpuMemory(),
        files.freeGpuMemory());
  }
}
