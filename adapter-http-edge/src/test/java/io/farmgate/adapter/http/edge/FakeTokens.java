package io.farmgate.adapter.http.edge;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated.Reason;
import io.farmgate.domain.port.TokenVerifier;

/** Knows the tokens "good" and "old"; all else is no token to it. */
final class FakeTokens implements TokenVerifier {
  @Override
  public Caller verify(String token) {
    return switch (token) {
      case "good" -> new Caller("ann", Role.OPERATOR);
      case "old" ->
          throw new FarmException(
              new Unauthenticated("the token expired; get a new one", Reason.REJECTED));
      case "broken" -> throw new IllegalStateException("a verifier's bug");
      default -> throw new FarmException(new Unauthenticated("not a token", Reason.MISSING));
    };
  }
}
