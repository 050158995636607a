package io.farmgate.bootstrap;

import java.util.Objects;

/** A command will not go on; the message tells the operator why and what to do. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  RefusedException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Takes a cause whose message is a sentence for the operator already. */
  RefusedException(int exitCode, RuntimeException cause) {
    this(exitCode, Objects.requireNonNullElse(cause.getMessage(), cause.toString()), cause);
  }

  int exitCode() {
    return exitCode;
  }
}
