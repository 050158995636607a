package io.farmgate.adapter.http.edge;

import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated.Reason;
import io.farmgate.domain.port.TokenVerifier;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the Authorization header to the caller (RFC 6750, section 2.1). */
final class Authentication {
  private static final Pattern BEARER =
      Pattern.compile("bearer +([A-Za-z0-9._~+/=-]+)", Pattern.CASE_INSENSITIVE);

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
    if (values == null) {
      throw missing("Authorization: the header is missing");
    }
    if (values.size() > 1) {
      throw missing("Authorization: the header came more than once");
    }
    Matcher bearer = BEARER.matcher(values.getFirst());
    if (!bearer.matches()) {
      throw missing("Authorization: the header holds no token");
    }
    return verifier.verify(bearer.group(1));
  }

  private static FarmException missing(String problem) {
    return new FarmException(
        new Unauthenticated(
            problem + " (expected: 'Authorization: Bearer <token>')", Reason.MISSING));
  }
}
