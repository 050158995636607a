package io.farmgate.adapter.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which a command may say how far it has come. It stands beside the log for as long as
 * the run goes on, under the proc's name, so that no later run finds what this one said.
 */
final class ProgressFile {
  /** Where the command finds its name. */
  static final String VARIABLE = "CUE_PROGRESS_FILE";

  private static final Logger log = LoggerFactory.getLogger(ProgressFile.class);

  private ProgressFile() {}

  /**
   * Creates the file of a run, empty and the user's own who runs it. Nothing where that cannot be
   * done: no frame is to fail for want of it.
   */
  static Optional<Path> create(RunOrder order, RunPlace place) {
    Path file = of(order.logPath(), order.procKey());
    try {
      Files.deleteIfExists(file);
      Files.createFile(file);
      if (place.user().isPresent()) {
        int uid = place.user().get().uid();
        Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      }
      return Optional.of(file);
    } catch (IOException e) {
      log.warn("Frame {} has no file for its progress", order.frameKey(), e);
      return Optional.empty();
    }
  }

  /** Takes the file of a run away. */
  static void remove(Path logPath, String procKey) {
    try {
      Files.deleteIfExists(of(logPath, procKey));
    } catch (IOException e) {
      log.warn("The file of a run's progress is left beside {}", logPath, e);
    }
  }

  private static Path of(Path logPath, String procKey) {
    return logPath.resolveSibling(".progress-" + procKey);
  }
}
