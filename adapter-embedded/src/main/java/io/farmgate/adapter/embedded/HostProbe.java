package io.farmgate.adapter.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
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
 * <p>Amounts come from the JDK, which knows a container's bounds; what it does not know comes from
 * {@code /proc}. Safe to use from many threads.
 */
final class HostProbe implements RunWatch.MachineMemory {
  private static final Logger log = LoggerFactory.getLogger(HostProbe.class);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Path scratch;
  private final Clock clock;
  private final Instant bootTime;
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private @Nullable Sample last;
  private long lastNanos;

  /** Probes the machine, and the disk that {@code scratch} is on. */
  HostProbe(Path scratch, Clock clock) {
    this.scratch = scratch;
    this.clock = clock;
    this.bootTime = readBootTime(clock);
  }

  /**
   * How the machine fared at {@code at}; sizes in bytes.
   *
   * @param load one-minute load average times 100
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
      int load) {}

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
    return entries(Path.of("/proc/driver/nvidia/gpus"), "*")
        + entries(Path.of("/sys/class/drm"), "renderD*/device/mem_info_vram_total");
  }

  private static int entries(Path folder, String glob) {
    String[] parts = glob.split("/", 2);
    int count = 0;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, parts[0])) {
      for (Path entry : found) {
        if (parts.length == 1 || Files.exists(entry.resolve(parts[1]))) {
          count++;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.debug("{} has no GPUs", folder, e);
    }
    return count;
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
        freeMemory(),
        system.getTotalSwapSpaceSize(),
        system.getFreeSwapSpaceSize(),
        scratchTotal,
        scratchFree,
        (int) Math.round(Math.max(0, system.getSystemLoadAverage()) * 100));
  }

  /** Memory that can be had without swapping: more than "free", which leaves the page cache out. */
  private long freeMemory() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemAvailable:")) {
          long available = Long.parseLong(line.replaceAll("\\D", "")) * 1024;
          return Math.min(available, system.getTotalMemorySize());
        }
      }
    } catch (IOException e) {
      log.debug("/proc/meminfo cannot be read", e);
    }
    return system.getFreeMemorySize();
  }

  private static Instant readBootTime(Clock clock) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
        if (line.startsWith("btime ")) {
          return Instant.ofEpochSecond(Long.parseLong(line.substring("btime ".length()).strip()));
        }
      }
    } catch (IOException e) {
      log.debug("/proc/stat cannot be read", e);
    }
    return clock.instant();
  }
}
