package io.farmgate.bootstrap.cli;

/** A command will not go on; the message tells the person why and what to do. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CliException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  CliException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Returns the process's exit code. */
  public int exitCode() {
    return exitCode;
  }
}
