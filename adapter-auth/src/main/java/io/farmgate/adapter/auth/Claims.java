package io.farmgate.adapter.auth;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What a token with a good signature says.
 *
 * @param notBefore the first moment at which it counts
 * @param expires the first moment at which it no longer does
 */
record Claims(Caller caller, Instant notBefore, Instant expires) {

  /** A name for a log line and an audit row, not a document. */
  private static final int MAX_SUBJECT_CHARS = 256;

  /** Year 9999 and its mirror: further than any token means, near enough for every conversion. */
  private static final long MAX_SECONDS = 253_402_300_799L;

  static Claims of(Map<String, Object> claims) {
    Instant notBefore = claims.containsKey("nbf") ? moment(claims, "nbf") : Instant.MIN;
    if (!claims.containsKey("exp")) {
      throw HmacTokens.rejected("the token has no 'exp'; get one that says when it ends");
    }
    return new Claims(new Caller(subject(claims), role(claims)), notBefore, moment(claims, "exp"));
  }

  boolean countsAt(Instant now) {
    return !now.isBefore(notBefore) && now.isBefore(expires);
  }

  void checkTime(Instant now) {
    if (!now.isBefore(expires)) {
      throw HmacTokens.rejected("the token expired at " + expires + "; get a new one");
    }
    if (now.isBefore(notBefore)) {
      throw HmacTokens.rejected(
          "the token counts from "
              + notBefore
              + " on, and it is "
              + now.truncatedTo(ChronoUnit.SECONDS)
              + " here");
    }
  }

  private static String subject(Map<String, Object> claims) {
    String name = claims.containsKey("sub") ? "sub" : "user";
    if (claims.get(name) instanceof String subject
        && !subject.isBlank()
        && subject.length() <= MAX_SUBJECT_CHARS
        && subject.codePoints().noneMatch(Character::isISOControl)) {
      return subject;
    }
    throw HmacTokens.rejected(
        "the token does not say for whom it speaks (expected: 'sub', or 'user', with a name of at"
            + " most "
            + MAX_SUBJECT_CHARS
            + " characters)");
  }

  private static Role role(Map<String, Object> claims) {
    if (!claims.containsKey("role")) {
      return Role.ADMIN;
    }
    return switch (String.valueOf(claims.get("role"))) {
      case "viewer" -> Role.VIEWER;
      case "operator" -> Role.OPERATOR;
      case "admin" -> Role.ADMIN;
      default ->
          throw HmacTokens.rejected(
              "the token's 'role' is not known (expected: viewer, operator or admin)");
    };
  }

  private static Instant moment(Map<String, Object> claims, String name) {
    if (claims.get(name) instanceof Number seconds && Double.isFinite(seconds.doubleValue())) {
      long whole = (long) Math.floor(seconds.doubleValue());
      return Instant.ofEpochSecond(Math.clamp(whole, -MAX_SECONDS, MAX_SECONDS));
    }
    throw HmacTokens.rejected(
        "the token's '" + name + "' is not a time (expected: seconds since 1970, as a number)");
  }
}
