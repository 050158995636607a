package io.farmgate.bootstrap;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/** Refusals that more than one command makes. */
final class Refusals {
  private Refusals() {}

  /** The secret's file can be neither read nor made. */
  static RefusedException secret(IOException e) {
    return new RefusedException(
        ExitCode.STATE_FOLDER, "the file of the token secret: " + reason(e), e);
  }

  private static String reason(IOException e) {
    // These exceptions' messages are a bare path.
    String what =
        switch (e) {
          case AccessDeniedException denied -> denied.getFile() + ": permission denied";
          case FileSystemException other ->
              other.getFile()
                  + ": "
                  + Objects.requireNonNullElse(other.getReason(), "cannot be used");
          default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
        };
    return what + " (FARMGATE_HOME or --home names another folder)";
  }
}
