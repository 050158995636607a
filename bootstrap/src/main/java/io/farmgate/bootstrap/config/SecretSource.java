package io.farmgate.bootstrap.config;

import java.nio.file.Path;

/** Where the secret comes from that tokens are signed with. */
public sealed interface SecretSource {

  /** The operator gave it. */
  record Given(String value) implements SecretSource {
    /** Does not show the value. */
    @Override
    public String toString() {
      return "Given[" + EffectiveSetting.MASK + "]";
    }
  }

  /** It is kept in {@code file}, and made there when it is first wanted. */
  record Kept(Path file) implements SecretSource {}
}
