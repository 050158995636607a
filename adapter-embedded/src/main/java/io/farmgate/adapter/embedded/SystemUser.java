package io.farmgate.adapter.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A user of this machine, as the machine's own directory of users knows it. */
record SystemUser(String name, int uid, int gid, String home) {
  /** Below it are the machine's own accounts, root among them. */
  private static final int FIRST_PERSON = 1_000;

  private static final long PATIENCE_SECONDS = 10;

  /**
   * Finds a person by name.
   *
   * @throws IOException where there is no such user, or it is no person's
   */
  static SystemUser person(String name) throws IOException {
    // A number would be taken for a uid, and a dash for an option.
    if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]*\\$?")) {
      throw refused(name, "a user's name");
    }
    String[] entry = lookUp(name).split(":", -1);
    if (entry.length < 7 || !entry[0].equals(name)) {
      throw refused(name, "a user of this machine");
    }
    int uid = Integer.parseInt(entry[2]);
    if (uid < FIRST_PERSON) {
      throw refused(name, "a person's user, with a uid of " + FIRST_PERSON + " or more");
    }
    return new SystemUser(name, uid, Integer.parseInt(entry[3]), entry[5]);
  }

  /** Tells whether this process may become any other user. */
  static boolean isRoot() {
    try {
      return isRoot(Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads the same from the kernel's lines: the second of the four uids is what counts. */
  static boolean isRoot(List<String> status) {
    return status.stream().anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*"));
  }

  private static String lookUp(String name) throws IOException {
    Process process =
        new ProcessBuilder("getent", "passwd", name)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String entry =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the directory of users does not answer");
      }
      return entry;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static IOException refused(String name, String expected) {
    return new IOException("user: '" + name + "' (expected: " + expected + ")");
  }
}
