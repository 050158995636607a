package io.farmgate.bootstrap;

import java.nio.file.Files;
import java.nio.file.Path;

/** The root of the sources that are being tested. */
public final class ProjectRoot {
  private ProjectRoot() {}

  /** Returns the folder that holds the root POM and the scripts. */
  public static Path path() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("farmgate"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException(
          "no folder above " + Path.of("").toAbsolutePath() + " holds ./farmgate");
    }
    return folder;
  }
}
