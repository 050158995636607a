package io.farmgate.bootstrap.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A setting as it stands.
 *
 * @param value as it was written; absent where nobody sets it and there is no default
 */
public record EffectiveSetting(Setting setting, Optional<String> value, Origin origin) {
  static final String MASK = "(hidden)";

  /** Returns the value for people: a secret is masked. */
  public String shown() {
    return value.map(v -> setting.secret() ? MASK : Setting.printable(v)).orElse("(unset)");
  }

  /** Returns what the operator knows it by: where it stands, and its name there. */
  String label() {
    return switch (origin) {
      case Origin.Flag() -> setting.name() + " (flag)";
      case Origin.Environment(), Origin.Default() -> setting.name();
      case Origin.InFile(Path file, int line) -> file + ", line " + line + ": " + setting.key();
    };
  }

  /** Returns the sentence for a value that is not what is expected. */
  String problem() {
    String shown = setting.secret() ? "the value" : "'" + Setting.printable(value.orElse("")) + "'";
    return label() + ": " + shown + " (expected: " + setting.expected() + ")";
  }

  @Override
  public String toString() {
    return setting + "=" + shown() + " (" + origin.word() + ")";
  }
}
