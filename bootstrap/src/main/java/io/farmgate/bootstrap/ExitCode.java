package io.farmgate.bootstrap;

/** What the command's exit code means. README.md and {@code --help} print the same table. */
final class ExitCode {
  /** Done; for {@code serve}: it was told to stop and has stopped. */
  static final int OK = 0;

  /** Something unforeseen; the log has the details. */
  static final int FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** The configuration is wrong. */
  static final int CONFIGURATION = 3;

  /** Another process uses the state folder, or it cannot be used. */
  static final int STATE_FOLDER = 4;

  /** The address cannot be listened on. */
  static final int ADDRESS = 5;

  private ExitCode() {}
}
