package io.farmgate.bootstrap.config;

import io.farmgate.adapter.auth.HmacTokens;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells whether a secret may be used where the gateway listens. */
final class TokenSafety {
  /** RFC 7518, section 3.2: an HS256 key is at least as long as the digest. */
  private static final int ADVISED_BYTES = 32;

  private TokenSafety() {}

  /** Adds to {@code problems} what is refused and to {@code warnings} what is unwise. */
  static void check(
      SecretSource source,
      boolean insecureDev,
      InetAddress bind,
      List<String> problems,
      List<String> warnings) {
    if (!(source instanceof SecretSource.Given(String secret)) || secret.isBlank()) {
      return;
    }
    if (HmacTokens.wellKnown(secret)) {
      if (!bind.isLoopbackAddress()) {
        problems.add(
            "JWT_SECRET: a value that documents print and everybody knows, while FARMGATE_BIND"
                + " opens the gateway to other machines (expected: a secret of your own, or unset"
                + " to have one generated and kept)");
        return;
      }
      if (!insecureDev) {
        problems.add(
            "JWT_SECRET: a value that documents print and everybody knows (expected: a secret of"
                + " your own, or unset to have one generated and kept; --insecure-dev lets it"
                + " through on the loopback address)");
        return;
      }
      warnings.add(
          "JWT_SECRET is one that everybody knows: anyone on this machine can make tokens");
      return;
    }
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < ADVISED_BYTES) {
      warnings.add(
          "JWT_SECRET has "
              + bytes
              + " bytes, and who holds one token can find out a short secret by trying"
              + " (expected: "
              + ADVISED_BYTES
              + " or more)");
    }
  }
}
