package io.farmgate.adapter.http.edge;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated.Reason;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the values of the Authorization header to the token (RFC 6750, section 2.1). */
public final class BearerToken {
  private static final Pattern BEARER =
      Pattern.compile("bearer +([A-Za-z0-9._~+/=-]+)", Pattern.CASE_INSENSITIVE);

  private BearerToken() {}

  /**
   * Returns the token.
   *
   * @param values of the header, in the order in which they came; empty where it is missing
   * @throws FarmException Unauthenticated, with the reason MISSING
   */
  public static String of(List<String> values) {
    if (values.isEmpty()) {
      throw missing("Authorization: the header is missing");
    }
    if (values.size() > 1) {
      throw missing("Authorization: the header came more than once");
    }
    Matcher bearer = BEARER.matcher(values.getFirst());
    if (!bearer.matches()) {
      throw missing("Authorization: the header holds no token");
    }
    return bearer.group(1);
  }

  private static FarmException missing(String problem) {
    return new FarmException(
        new Unauthenticated(
            problem + " (expected: 'Authorization: Bearer <token>')", Reason.MISSING));
  }
}
