package io.farmgate.domain.port;

import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;

/** Tells who a token speaks for. Safe to call from many threads. */
public interface TokenVerifier {
  /**
   * Verifies signature, time and claims.
   *
   * @param token what stood after "Bearer " in the Authorization header
   * @throws FarmException with {@link FarmFailure.Unauthenticated}, whose reason is {@code
   *     REJECTED} for a token that can be read and fails, {@code MISSING} for text that is no token
   */
  Caller verify(String token);
}
