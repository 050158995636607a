package io.farmgate.adapter.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What calls of a webhook are signed with, as Standard Webhooks has it: {@code whsec_} and the key
 * in Base64. Shows itself in no text.
 */
final class Secret {
  private static final String START = "whsec_";
  private static final String HMAC = "HmacSHA256";
  private static final int LEAST = 24;
  private static final int MOST = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key;

  private Secret(byte[] key) {
    this.key = key;
  }

  static Secret random() {
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    return new Secret(key);
  }

  /** Reads a secret; empty where the text is none. */
  static Optional<Secret> parse(String text) {
    if (!text.startsWith(START)) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(text.substring(START.length()));
      return key.length >= LEAST && key.length <= MOST
          ? Optional.of(new Secret(key))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the text of it, for who makes the webhook and for the file. */
  String reveal() {
    return START + Base64.getEncoder().encodeToString(key);
  }

  /** Returns the value of {@code webhook-signature}. */
  String sign(String id, long timestamp, String body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      byte[] digest =
          mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      // Every Java platform has it.
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return START + "...";
  }
}
