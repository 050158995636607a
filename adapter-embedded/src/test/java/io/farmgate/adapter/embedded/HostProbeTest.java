package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a machine, by files as kernels write them. */
class HostProbeTest {
  @TempDir Path root;

  private void write(String file, String text) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private HostProbe.Sample sample() {
    return new HostProbe(root, Clock.systemUTC(), new MachineFiles(root)).sample();
  }

  @Test
  void figuresShouldBeTheKernels() {
    write("proc/loadavg", "1.52 0.58 0.59 1/389 12345\n");
    write(
        "proc/meminfo",
        """
        MemTotal:       16314148 kB
        MemFree:          100000 kB
        MemAvailable:     204800 kB
        SwapTotal:       2097148 kB
        SwapFree:        1024000 kB
        """);
    write("proc/stat", "cpu  1 2 3 4\nbtime 1764086400\nprocesses 7\n");
    write("sys/class/drm/renderD128/device/mem_info_vram_total", "17163091968\n");
    write("sys/class/drm/renderD128/device/mem_info_vram_used", "163091968\n");
    write("sys/class/drm/renderD129/device/mem_info_vram_total", "1000\n");
    write("sys/class/drm/renderD129/device/mem_info_vram_used", "2000\n");
    write("sys/class/drm/renderD130/device/vendor", "0x8086\n");
    write("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: some\n");

    HostProbe.Sample sample = sample();

    assertThat(sample.load()).isEqualTo(152);
    assertThat(sample.freeMemory()).isEqualTo(204_800L * 1024);
    assertThat(sample.freeSwap()).isLessThanOrEqualTo(1_024_000L * 1024);
    assertThat(sample.bootTime()).isEqualTo(Instant.ofEpochSecond(1_764_086_400));
    assertThat(sample.gpuMemory()).isEqualTo(17_163_091_968L + 1000);
    assertThat(sample.freeGpuMemory()).isEqualTo(17_000_000_000L);
    assertThat(sample.scratchTotal()).isGreaterThanOrEqualTo(sample.scratchFree()).isPositive();
    assertThat(new MachineFiles(root).gpus()).isEqualTo(3);
  }

  @Test
  void whatTheKernelDoesNotTellShouldComeFromElsewhere() {
    write("proc/loadavg", "nonsense\n");
    write("proc/meminfo", "MemTotal: 1 kB\n");

    HostProbe.Sample sample = sample();

    assertThat(sample.load()).isNotNegative();
    assertThat(sample.totalMemory()).isPositive();
    assertThat(sample.freeMemory()).isBetween(1L, sample.totalMemory());
    assertThat(sample.gpuMemory()).isZero();
    assertThat(new MachineFiles(root).gpus()).isZero();
  }
}
