package io.farmgate.adapter.embedded;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The processes of this machine, read from {@code /proc} at one moment. Zombies are left out: they
 * run nothing, and where nobody reaps them they stay for ever. So are the kernel's own threads.
 *
 * @param entries in no particular order
 */
record ProcessTable(List<Entry> entries) {
  private static final Path PROC = Path.of("/proc");

  /** Places in {@code /proc/PID/stat}, counted from the state; see proc_pid_stat(5). */
  private static final int STATE = 0;

  private static final int PARENT = 1;
  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int FLAGS = 6;
  private static final int STARTED = 19;
  private static final int ENVIRONMENT_BEGINS = 47;
  private static final int ENVIRONMENT_ENDS = 48;

  /** {@code PF_KTHREAD}: a thread of the kernel's own. */
  private static final long KERNEL = 0x200000;

  /** How long a process may take to replace itself, and to set the new one's bounds. */
  private static final Duration REPLACING = Duration.ofMillis(100);

  private static final Duration SETTLING = Duration.ofMillis(2);

  /** More bytes than environments commonly have. */
  private static final int LARGE = 128 << 10;

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
    Path folder = PROC.resolve(Integer.toString(pid));
    try {
      byte[] environment = readAtOnce(folder.resolve("environ"));
      long begun = System.nanoTime();
      while (environment.length == 0 && System.nanoTime() - begun < patience(folder).toNanos()) {
        Thread.onSpinWait();
        environment = readAtOnce(folder.resolve("environ"));
      }
      return "\0" + new String(environment, StandardCharsets.ISO_8859_1) + "\0";
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Reads in one call of the system, up to {@link #LARGE}: where the process replaces itself
   * between two, the second finds the end.
   */
  private static byte[] readAtOnce(Path file) throws IOException {
    try (InputStream in = new FileInputStream(file.toFile())) {
      byte[] start = new byte[LARGE];
      int length = Math.max(0, in.read(start));
      if (length < LARGE) {
        return Arrays.copyOf(start, length);
      }
      byte[] rest = in.readAllBytes();
      byte[] all = Arrays.copyOf(start, LARGE + rest.length);
      System.arraycopy(rest, 0, all, LARGE, rest.length);
      return all;
    }
  }

  /**
   * Returns how long an empty environment is looked at again. In the midst of exec(2) a process has
   * neither the old one nor the new, what was opened before is empty after, and at the very end the
   * new one is without length for a moment, as that of a process that really has none.
   */
  private static Duration patience(Path folder) throws IOException {
    String[] fields = fields(line(folder));
    if (!isRunning(fields)) {
      return Duration.ZERO;
    }
    String end = fields[ENVIRONMENT_ENDS];
    boolean none = !end.equals("0") && end.equals(fields[ENVIRONMENT_BEGINS]);
    return none ? SETTLING : REPLACING;
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
      String line = line(folder);
      String[] fields = fields(line);
      if (!isRunning(fields)) {
        return Optional.empty();
      }
      return Optional.of(
          new Entry(
              Integer.parseInt(line.substring(0, line.indexOf(' '))),
              Integer.parseInt(fields[PARENT]),
              Integer.parseInt(fields[GROUP]),
              Integer.parseInt(fields[SESSION]),
              Long.parseLong(fields[STARTED])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String line(Path folder) throws IOException {
    return Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
  }

  private static String[] fields(String line) {
    // The name in parentheses may hold blanks and parentheses of its own; what follows may not.
    return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
  }

  /** Whether it runs something of a person's: no zombie, and no thread of the kernel's. */
  private static boolean isRunning(String[] fields) {
    return !fields[STATE].equals("Z")
        && !fields[STATE].equals("X")
        && (Long.parseLong(fields[FLAGS]) & KERNEL) == 0;
  }
}
