package io.farmgate.adapter.embedded;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reboots this machine by the command that an operator has set, and in no other way. */
final class Reboots {
  private static final Logger log = LoggerFactory.getLogger(Reboots.class);

  /** A command that takes longer is believed to be at work. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Optional<String> command;

  /** Without a command there are no reboots. */
  Reboots(Optional<String> command) {
    this.command = command;
  }

  boolean areAllowed() {
    return command.isPresent();
  }

  /**
   * Runs the command.
   *
   * @throws FarmException with Unsupported where there is none, with Fault where it fails
   */
  void run() {
    String line =
        command.orElseThrow(() ->
            new FarmException(
                new FarmFailure.Unsupported(
                    "this gateway may not reboot the machine that it runs on (expected: an"
                        + " operator sets FARMGATE_HOST_REBOOT_COMMAND)")));
    log.warn("Rebooting this machine: {}", line);
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", line)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() != 0) {
        throw failed("ended with status " + process.exitValue());
      }
    } catch (IOException e) {
      log.error("/bin/sh cannot be started", e);
      throw failed("cannot be started");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FarmException(new FarmFailure.Unavailable("the gateway is closing down"), e);
    }
  }

  private static FarmException failed(String how) {
    return new FarmException(
        new FarmFailure.Fault("the command of FARMGATE_HOST_REBOOT_COMMAND " + how));
  }
}
