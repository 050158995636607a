package io.farmgate.adapter.embedded;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the kernel tells in its files under {@code /proc} and {@code /sys}. What is not there, or is
 * something else, is absent.
 */
final class MachineFiles {
  private static final Logger log = LoggerFactory.getLogger(MachineFiles.class);

  /** Those of this machine. */
  static final MachineFiles SYSTEM = new MachineFiles(Path.of("/"));

  private final Path root;

  /** Reads the files under {@code root}, as if it were the root of the file system. */
  MachineFiles(Path root) {
    this.root = root;
  }

  /** Returns the one-minute load average times 100. */
  OptionalInt load() {
    return first("proc/loadavg", line -> true)
        .map(line -> number(line.split(" ", 2)[0]))
        .filter(average -> average >= 0 && average < 1e6)
        .map(average -> OptionalInt.of((int) Math.round(average * 100)))
        .orElse(OptionalInt.empty());
  }

  /** Returns the memory that can be had without swapping, which counts the page cache in. */
  OptionalLong availableMemory() {
    return kilobytes("MemAvailable:");
  }

  /** Returns the swap space that nothing is in, in bytes. */
  OptionalLong freeSwap() {
    return kilobytes("SwapFree:");
  }

  /** Returns when the machine was started. */
  Optional<Instant> bootTime() {
    return first("proc/stat", line -> line.startsWith("btime "))
        .map(line -> number(line.substring("btime ".length())))
        .filter(seconds -> seconds > 0)
        .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
  }

  /** Returns how many GPUs the drivers know; 0 without such a driver. */
  int gpus() {
    return list("proc/driver/nvidia/gpus", "*").size() + videoMemory().size();
  }

  /** Returns the memory of all GPUs whose driver tells it, in bytes; NVIDIA's does not. */
  long gpuMemory() {
    return videoMemory().stream().mapToLong(folder -> bytes(folder, "mem_info_vram_total")).sum();
  }

  /** Returns how much of {@link #gpuMemory} nothing is in. */
  long freeGpuMemory() {
    return videoMemory().stream()
        .mapToLong(folder ->
            Math.max(0, bytes(folder, "mem_info_vram_total") - bytes(folder, "mem_info_vram_used")))
        .sum();
  }

  private List<Path> videoMemory() {
    return list("sys/class/drm", "renderD*").stream()
        .map(device -> device.resolve("device"))
        .filter(device -> Files.exists(device.resolve("mem_info_vram_total")))
        .toList();
  }

  private static long bytes(Path folder, String name) {
    return first(folder.resolve(name), line -> true)
        .map(MachineFiles::number)
        .filter(value -> value > 0)
        .map(Double::longValue)
        .orElse(0L);
  }

  private OptionalLong kilobytes(String name) {
    return first("proc/meminfo", line -> line.startsWith(name))
        .map(line -> number(line.replaceAll("\\D", "")))
        .filter(value -> value >= 0)
        .map(value -> OptionalLong.of(value.longValue() * 1024))
        .orElse(OptionalLong.empty());
  }

  private Optional<String> first(String file, Predicate<String> wanted) {
    return first(root.resolve(file), wanted);
  }

  private static Optional<String> first(Path file, Predicate<String> wanted) {
    try {
      return Files.readAllLines(file).stream().filter(wanted).findFirst();
    } catch (IOException e) {
      log.debug("{} cannot be read", file, e);
      return Optional.empty();
    }
  }

  private List<Path> list(String folder, String glob) {
    Path place = root.resolve(folder);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(place, glob)) {
      List<Path> entries = new java.util.ArrayList<>();
      found.forEach(entries::add);
      return entries;
    } catch (IOException | DirectoryIteratorException e) {
      log.debug("{} has no GPUs", place, e);
      return List.of();
    }
  }

  /** A text that is no number counts as -1, which none of these figures can be. */
  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
