package io.farmgate.adapter.auth;

import io.farmgate.domain.Caller;
import io.farmgate.domain.port.TokenIssuer;
import io.farmgate.domain.port.TokenVerifier;
import java.time.Clock;
import java.time.Duration;

/** Tokens signed with a shared secret. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // a skeleton
public final class HmacTokens implements TokenVerifier, TokenIssuer {
  /**
   * Creates one.
   *
   * @param secret taken as UTF-8; not empty
   */
  public HmacTokens(String secret, Clock clock) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Tells whether the secret is one that documents print and everybody knows. */
  public static boolean wellKnown(String secret) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Tells whether the secret is shorter than RFC 7518 asks for HS256: 32 bytes. */
  public boolean secretIsShort() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public Caller verify(String token) {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public String issue(Caller caller, Duration lifetime) {
    throw new UnsupportedOperationException("not yet");
  }
}
