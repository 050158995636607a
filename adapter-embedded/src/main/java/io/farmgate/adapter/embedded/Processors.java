package io.farmgate.adapter.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The processors that runs are kept to, each held by one run at a time. For many threads. */
final class Processors {
  private static final Path SIBLINGS = Path.of("/sys/devices/system/cpu/smt/active");

  private final TreeSet<Integer> free;

  Processors(List<Integer> all) {
    this.free = new TreeSet<>(all);
  }

  /**
   * Takes as many as so many cores need; none at all where there are not so many free, which
   * happens where parts of cores are booked: the run may then use any.
   *
   * @param cores hundredths
   */
  synchronized List<Integer> take(int cores) {
    int needed = Math.max(1, (cores + 99) / 100);
    List<Integer> taken = new ArrayList<>();
    if (free.size() >= needed) {
      for (int i = 0; i < needed; i++) {
        taken.add(free.removeFirst());
      }
    }
    return taken;
  }

  synchronized void giveBack(List<Integer> taken) {
    free.addAll(taken);
  }

  /** Returns those that this process may use. */
  static List<Integer> ofThisProcess() {
    try {
      for (String line :
          Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
        if (line.startsWith("Cpus_allowed_list:")) {
          return parse(line.substring(line.indexOf(':') + 1).strip());
        }
      }
    } catch (IOException e) {
      throw new FarmStartException("/proc/self/status cannot be read", e);
    }
    return List.of();
  }

  /** Reads {@code 0-3,8}. */
  static List<Integer> parse(String list) {
    List<Integer> all = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      String[] ends = part.split("-", 2);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int cpu = Integer.parseInt(ends[0]); cpu <= last; cpu++) {
        all.add(cpu);
      }
    }
    return all;
  }

  /** Tells whether two processors may share a core. */
  static boolean haveSiblings() {
    try {
      return Files.readString(SIBLINGS).strip().equals("1");
    } catch (IOException e) {
      return false;
    }
  }
}
