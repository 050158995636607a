package io.farmgate.domain.port;

import io.farmgate.domain.Caller;
import java.time.Duration;

/** Makes tokens that a {@link TokenVerifier} of the same secret accepts. */
public interface TokenIssuer {
  /**
   * Makes a token.
   *
   * @param caller whom it speaks for
   * @param lifetime how long it is good for; positive
   */
  String issue(Caller caller, Duration lifetime);
}
