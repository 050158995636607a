package io.farmgate.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A gateway that is measured, and what Linux knows of its process.
 *
 * @param pid 0 where it is not known: then only times are measured
 */
record Target(String name, URI uri, String token, long pid) {
  /** Linux counts processor time in hundredths of a second. */
  private static final double TICKS_PER_SECOND = 100;

  /** Returns the processor time of the whole process so far, in seconds; NaN if not known. */
  double cpuSeconds() {
    if (pid == 0) {
      return Double.NaN;
    }
    return seconds(read("stat"));
  }

  /**
   * Returns what of it the JVM's compilers have used, in seconds; 0 for what is no JVM. A
   * compiler's thread that has ended is not counted any more.
   */
  double compilerSeconds() {
    if (pid == 0) {
      return 0;
    }
    double all = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler")) {
          all += seconds(stat);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A thread may end meanwhile; what is left is no figure of all.
      return Double.NaN;
    }
    return all;
  }

  private static double seconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** Returns the memory that is resident now, in bytes; 0 if not known. */
  long residentBytes() {
    return status("VmRSS:");
  }

  /**
   * Returns the same after the heap was collected, which has the collector give back what it does
   * not need: what is then resident beyond an idle process is held by something. Nobody can tell a
   * process that is no JVM to collect.
   */
  long residentCollectedBytes() throws IOException {
    if (pid == 0 || !isJvm()) {
      return residentBytes();
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.run")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!said.contains("Command executed successfully")) {
      throw new IOException("the heap of " + name + " could not be collected: " + said);
    }
    return residentBytes();
  }

  /** Returns the most memory that was resident since {@link #forgetPeak}, in bytes. */
  long peakBytes() {
    return status("VmHWM:");
  }

  /** Starts the peak anew. */
  void forgetPeak() {
    if (pid == 0) {
      return;
    }
    try {
      Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isJvm() throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).endsWith("java");
  }

  private long status(String name) {
    if (pid == 0) {
      return 0;
    }
    return read("status")
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
