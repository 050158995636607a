package io.farmgate.adapter.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated.Reason;
import io.farmgate.domain.port.TokenIssuer;
import io.farmgate.domain.port.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON web tokens signed with a secret that issuer and gateway share: HS256, HS384 or HS512, as
 * OpenCue's gateway takes them. Thread-safe.
 *
 * <h2>What a token must say</h2>
 *
 * <ul>
 *   <li>{@code sub}, or the {@code user} of OpenCue's tutorial where there is no {@code sub}: text
 *       that is not blank.
 *   <li>{@code exp}: it is refused from that second on. {@code nbf} is looked at where it is there.
 *       Both are compared with the clock without any leeway.
 *   <li>{@code role}, where it is there: {@code viewer}, {@code operator} or {@code admin}. Without
 *       one the caller is an admin, because OpenCue's own gateway lets whoever holds a valid token
 *       do everything, and the tokens that it documents name no role. Another word is refused: a
 *       slip in it must not give more rights than were meant.
 * </ul>
 *
 * <p>A header with {@code crit} is refused, since nothing that can stand in it is understood here
 * (RFC 7515, section 4.1.11), and so is every other algorithm, {@code none} first of all.
 */
public final class HmacTokens implements TokenVerifier, TokenIssuer {

  /**
   * HMAC fills a key with zeros up to the block size of its hash (RFC 2104), which is 64 bytes for
   * SHA-256 and 128 for SHA-384 and SHA-512. Zeros up to 64 therefore change no signature, and 64
   * is what Nimbus asks for at most (HS512).
   */
  private static final int KEY_BYTES = 64;

  /** RFC 7518, section 3.2: a key as long as the output of HS256. */
  private static final int SOUND_SECRET_BYTES = 32;

  /** Longer text is not worth parsing; tokens are a few hundred characters. */
  private static final int MAX_TOKEN_CHARS = 16 << 10;

  private static final Pattern COMPACT =
      Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]*)\\.([A-Za-z0-9_-]*)");

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512);

  private final boolean secretIsShort;
  private final MACVerifier verifier;
  private final MACSigner signer;
  private final Clock clock;
  private final VerifiedTokens verified = new VerifiedTokens();

  /**
   * Creates one.
   *
   * @param secret taken as UTF-8; a short one works, see {@link #secretIsShort}
   * @throws IllegalArgumentException if it is empty
   */
  public HmacTokens(String secret, Clock clock) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException(
          "the token secret is empty (expected: 32 random bytes or more)");
    }
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    this.secretIsShort = key.length < SOUND_SECRET_BYTES;
    byte[] padded = Arrays.copyOf(key, Math.max(key.length, KEY_BYTES));
    try {
      this.verifier = new MACVerifier(padded);
      this.signer = new MACSigner(padded);
    } catch (JOSEException e) {
      throw new IllegalStateException("a padded key is refused", e);
    }
    this.clock = clock;
  }

  /** Tells whether documents print this secret, so that anybody can make tokens with it. */
  public static boolean wellKnown(String secret) {
    return WellKnownSecrets.contains(secret);
  }

  /**
   * Tells whether the secret is shorter than RFC 7518 asks for: 32 bytes. Such a one is used all
   * the same, since OpenCue documents such, but it can be found by trying.
   */
  public boolean secretIsShort() {
    return secretIsShort;
  }

  @Override
  public Caller verify(String token) {
    Instant now = clock.instant();
    Caller known = verified.find(token, now);
    if (known != null) {
      return known;
    }
    Matcher parts = COMPACT.matcher(token);
    if (token.length() > MAX_TOKEN_CHARS || !parts.matches()) {
      throw notAToken();
    }
    checkHeader(parts.group(1));
    checkSignature(parts);
    Claims claims = Claims.of(payload(parts.group(2)));
    claims.checkTime(now);
    verified.add(token, claims);
    return claims.caller();
  }

  private static void checkHeader(String segment) {
    Map<String, Object> header = jsonObject(segment);
    if (header == null) {
      throw notAToken();
    }
    boolean known =
        header.get("alg") instanceof String name && ALGORITHMS.contains(new JWSAlgorithm(name));
    if (!known) {
      throw rejected("the token is signed with another algorithm than HS256, HS384 or HS512");
    }
    if (header.containsKey("crit") || Boolean.FALSE.equals(header.get("b64"))) {
      throw rejected("the token's header asks for extensions (crit) that are not known here");
    }
  }

  private void checkSignature(Matcher parts) {
    Base64URL signature = new Base64URL(parts.group(3));
    // Base64 leaves bits of the last character unused; only one spelling of a signature counts.
    boolean oneSpelling = Base64URL.encode(signature.decode()).equals(signature);
    byte[] signed = (parts.group(1) + '.' + parts.group(2)).getBytes(StandardCharsets.US_ASCII);
    try {
      JWSHeader header = JWSHeader.parse(new Base64URL(parts.group(1)));
      if (oneSpelling && verifier.verify(header, signed, signature)) {
        return;
      }
    } catch (ParseException | JOSEException | RuntimeException e) {
      // The header comes from anybody, and what a parser throws at it is all the same: refused.
    }
    throw rejected("the token's signature is wrong: it was made with another secret, or changed");
  }

  private static Map<String, Object> payload(String segment) {
    Map<String, Object> claims = jsonObject(segment);
    if (claims == null) {
      throw rejected("the token's claims are not a JSON object");
    }
    return claims;
  }

  private static @Nullable Map<String, Object> jsonObject(String segment) {
    String text = new Base64URL(segment).decodeToString();
    if (!text.stripLeading().startsWith("{")) {
      // The parser below would also make a map of an array of pairs.
      return null;
    }
    try {
      return JSONObjectUtils.parse(text);
    } catch (ParseException e) {
      return null;
    }
  }

  @Override
  public String issue(Caller caller, Duration lifetime) {
    if (lifetime.isNegative() || lifetime.isZero()) {
      throw new IllegalArgumentException("lifetime: " + lifetime + " (expected: more than 0)");
    }
    Instant now = clock.instant();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", caller.subject());
    claims.put("role", caller.role().name().toLowerCase(Locale.ROOT));
    claims.put("iat", now.getEpochSecond());
    // Claims count whole seconds; a part of one is given, not taken.
    claims.put("exp", now.plus(lifetime).plusNanos(999_999_999).getEpochSecond());
    JWSHeader header = new JWSHeader(JWSAlgorithm.HS256);
    String signed =
        header.toBase64URL() + "." + Base64URL.encode(JSONObjectUtils.toJSONString(claims));
    try {
      return signed + "." + signer.sign(header, signed.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException e) {
      throw new IllegalStateException("HS256 is not to be had from this Java", e);
    }
  }

  private static FarmException notAToken() {
    return new FarmException(
        new Unauthenticated(
            "what follows 'Bearer' is not a JSON web token (expected: three parts joined by dots)",
            Reason.MISSING));
  }

  static FarmException rejected(String message) {
    return new FarmException(new Unauthenticated(message, Reason.REJECTED));
  }
}
