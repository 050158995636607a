package io.farmgate.bootstrap.config;

import java.nio.file.Path;

/** Who set a value. Flags go before the environment, that before the file, that before defaults. */
public sealed interface Origin {

  /** The command line. */
  record Flag() implements Origin {}

  /** A variable. */
  record Environment() implements Origin {}

  /**
   * The configuration file.
   *
   * @param file absolute
   * @param line counted from 1
   */
  record InFile(Path file, int line) implements Origin {}

  /** Nobody. */
  record Default() implements Origin {}

  /** Returns the name for people; of a file its last part, with the line. */
  default String word() {
    return switch (this) {
      case Flag() -> "flag";
      case Environment() -> "environment";
      case InFile(Path file, int line) -> file.getFileName() + ":" + line;
      case Default() -> "default";
    };
  }
}
