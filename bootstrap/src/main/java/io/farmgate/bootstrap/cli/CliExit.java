package io.farmgate.bootstrap.cli;

/**
 * What the exit codes of the commands mean that talk to a gateway. {@code --help} has the table.
 */
final class CliExit {
  /** Done. */
  static final int OK = 0;

  /** The command line or a file that it names is wrong. */
  static final int USAGE = 2;

  /** No gateway answers there. */
  static final int UNREACHABLE = 6;

  /** There is no token, or the gateway does not let it do that. */
  static final int REFUSED_CALLER = 7;

  /** There is no such thing. */
  static final int NOT_FOUND = 8;

  /** The gateway refuses the request as it is: something in it is wrong, or it cannot be now. */
  static final int REFUSED = 9;

  /** The farm cannot do that. */
  static final int UNSUPPORTED = 10;

  /** The gateway or its farm fails, or has no room just now. */
  static final int UNAVAILABLE = 11;

  /** What was watched has failed or was ended, or some of several things could not be done. */
  static final int NOT_ALL = 12;

  private CliExit() {}
}
