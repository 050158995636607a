package io.farmgate.adapter.http.edge;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the values of the Authorization header to the token (RFC 6750, section 2.1). */
public final class BearerToken {
  private static final String SCHEME = "bearer ";

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
    String token = token(values.getFirst());
    if (token == null) {
      throw missing("Authorization: the header holds no token");
    }
    return token;
  }

  /** Returns what follows the scheme and spaces; null where that is not one token. */
  private static @Nullable String token(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    int start = SCHEME.length();
    while (start < header.length() && header.charAt(start) == ' ') {
      start++;
    }
    for (int i = start; i < header.length(); i++) {
      if (!isTokenCharacter(header.charAt(i))) {
        return null;
      }
    }
    return start == header.length() ? null : header.substring(start);
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "._~+/=-".indexOf(c) >= 0;
  }

  private static FarmException missing(String problem) {
    return new FarmException(
        new Unauthenticated(
            problem + " (expected: 'Authorization: Bearer <token>')", Reason.MISSING));
  }
}
