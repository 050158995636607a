package io.farmgate.adapter.http.edge;

import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.TokenVerifier;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.List;

/** From the Authorization header to the caller (RFC 6750, section 2.1). */
final class Authentication {
  private final TokenVerifier verifier;

  Authentication(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * Returns who calls.
   *
   * @throws FarmException Unauthenticated
   */
  Caller caller(HeaderMap headers) {
    HeaderValues values = headers.get(Headers.AUTHORIZATION);
    return verifier.verify(BearerToken.of(values == null ? List.of() : values));
  }
}
