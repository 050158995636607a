package io.farmgate.bootstrap.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What this machine is called, found without asking the network, which may take its time. */
final class HostName {
  private static final Path KERNELS = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  static String ofThisMachine() {
    try {
      if (Files.isReadable(KERNELS)) {
        return Files.readString(KERNELS).strip();
      }
    } catch (IOException e) {
      // Not a Linux, or not an ordinary one.
    }
    return Objects.requireNonNullElse(System.getenv("HOSTNAME"), "localhost");
  }
}
