package io.farmgate.bootstrap.config;

import java.util.Optional;

/**
 * A setting as it stands.
 *
 * @param value as it was written; absent where nobody sets it and there is no default
 */
public record EffectiveSetting(Setting setting, Optional<String> value, Origin origin) {
  static final String MASK = "(hidden)";

  /** Who set a value; the first one that did counts. */
  public enum Origin {
    FLAG("flag"),
    ENVIRONMENT("environment"),
    DEFAULT("default");

    private final String word;

    Origin(String word) {
      this.word = word;
    }

    /** Returns the name for people. */
    public String word() {
      return word;
    }
  }

  /** Returns the value for people: a secret is masked. */
  public String shown() {
    return value.map(v -> setting.secret() ? MASK : Setting.printable(v)).orElse("(unset)");
  }

  @Override
  public String toString() {
    return setting + "=" + shown() + " (" + origin.word() + ")";
  }
}
