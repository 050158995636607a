package io.farmgate.adapter.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes of this machine, read from {@code /proc} at one moment. Zombies are left out: they
 * run nothing, and where nobody reaps them they stay for ever.
 *
 * @param entries in no particular order
 */
record ProcessTable(List<Entry> entries) {
  private static final Path PROC = Path.of("/proc");

  /**
   * One process.
   *
   * @param group its process group
   * @param started clock ticks after boot; with the pid it names the process for good
   */
  record Entry(int pid, int parent, int group, int session, long started) {
    ProcessKey key() {
      return new ProcessKey(pid, started);
    }
  }

  /** A process, told apart from any other that is given the same pid later. */
  record ProcessKey(int pid, long started) {}

  /** Reads the table. A process that ends meanwhile is left out. */
  static ProcessTable read() {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : folders) {
        stat(folder).ifPresent(entries::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new IllegalStateException("/proc cannot be read", e);
    }
    return new ProcessTable(entries);
  }

  /** Reads one process; nothing where there is none of that pid, or only its zombie. */
  static Optional<Entry> find(long pid) {
    return stat(PROC.resolve(Long.toString(pid)));
  }

  /** Tells whether the process was started with {@code variable} ({@code NAME=value}). */
  static boolean hasVariable(int pid, String variable) {
    return environment(pid).contains("\0" + variable + "\0");
  }

  /** Returns what the process was started with for a variable. */
  static Optional<String> variable(int pid, String name) {
    String environment = environment(pid);
    int at = environment.indexOf("\0" + name + "=");
    if (at < 0) {
      return Optional.empty();
    }
    int start = at + name.length() + 2;
    return Optional.of(environment.substring(start, environment.indexOf('\0', start)));
  }

  /** Returns the variables, each with a zero before and behind it; nothing where it is gone. */
  private static String environment(int pid) {
    try {
      byte[] environment = Files.readAllBytes(PROC.resolve(pid + "/environ"));
      return "\0" + new String(environment, StandardCharsets.ISO_8859_1) + "\0";
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * The resident memory of a process in bytes, and the most that it has had; 0 where it is gone.
   */
  record Resident(long now, long peak) {}

  /** Reads how much memory a process holds. */
  static Resident resident(int pid) {
    long now = 0;
    long peak = 0;
    try {
      for (String line :
          Files.readAllLines(PROC.resolve(pid + "/status"), StandardCharsets.ISO_8859_1)) {
        if (line.startsWith("VmHWM:")) {
          peak = kilobytes(line);
        } else if (line.startsWith("VmRSS:")) {
          now = kilobytes(line);
          break;
        }
      }
    } catch (IOException e) {
      // Gone.
    }
    return new Resident(now, peak);
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
  }

  /** Returns what tells this boot of the machine from every other. */
  static String bootId() {
    try {
      return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      throw new FarmStartException(
          "the embedded farm needs Linux: /proc/sys/kernel/random/boot_id cannot be read", e);
    }
  }

  private static Optional<Entry> stat(Path folder) {
    try {
      String line = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
      // The name in parentheses may hold blanks and parentheses of its own; what follows may not.
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      if (fields[0].equals("Z") || fields[0].equals("X")) {
        return Optional.empty();
      }
      return Optional.of(
          new Entry(
              Integer.parseInt(line.substring(0, line.indexOf(' '))),
              Integer.parseInt(fields[1]),
              Integer.parseInt(fields[2]),
              Integer.parseInt(fields[3]),
              Long.parseLong(fields[19])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
