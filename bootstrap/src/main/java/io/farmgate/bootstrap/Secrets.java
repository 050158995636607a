package io.farmgate.bootstrap;

import io.farmgate.adapter.auth.HmacTokens;
import io.farmgate.bootstrap.config.SecretFile;
import io.farmgate.bootstrap.config.SecretSource;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.util.Objects;

/** Makes the token class from the configured secret, for the commands that want it. */
final class Secrets {
  private Secrets() {}

  /**
   * Reads the secret, or has it generated.
   *
   * @throws RefusedException where its file can be neither read nor made
   */
  static HmacTokens tokens(SecretSource source, Clock clock) {
    try {
      return new HmacTokens(SecretFile.open(source), clock);
    } catch (IOException e) {
      throw new RefusedException(
          ExitCode.STATE_FOLDER, "the file of the token secret: " + reason(e), e);
    }
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
