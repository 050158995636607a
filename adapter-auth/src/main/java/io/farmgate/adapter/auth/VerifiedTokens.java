package io.farmgate.adapter.auth;

import io.farmgate.domain.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tokens whose signature was checked already, so that a dashboard that polls pays for it once.
 * An entry answers only while its token counts. Thread-safe.
 *
 * <p>The key is the token's SHA-256: no token stays in memory, and comparing keys tells nobody how
 * much of a guess was right.
 */
final class VerifiedTokens {
  /** A few megabytes. Only holders of the secret can make entries. */
  static final int MAX_ENTRIES = 10_000;

  /** Never used itself: a copy costs less than to ask all providers. */
  private static final MessageDigest FRESH = newSha256();

  private final ConcurrentHashMap<String, Claims> entries = new ConcurrentHashMap<>();

  @Nullable Caller find(String token, Instant now) {
    String key = key(token);
    Claims claims = entries.get(key);
    if (claims == null) {
      return null;
    }
    if (claims.countsAt(now)) {
      return claims.caller();
    }
    entries.remove(key);
    return null;
  }

  /** Adds one; a full cache is emptied first, which costs less than to keep track of use. */
  void add(String token, Claims claims) {
    if (entries.size() >= MAX_ENTRIES) {
      entries.clear();
    }
    entries.put(key(token), claims);
  }

  int size() {
    return entries.size();
  }

  private static String key(String token) {
    byte[] hash = sha256().digest(token.getBytes(StandardCharsets.UTF_8));
    return new String(hash, StandardCharsets.ISO_8859_1);
  }

  private static MessageDigest sha256() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException e) {
      // Some providers' cannot be copied.
      return newSha256();
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
