package io.farmgate.adapter.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final long SOON = NOW.getEpochSecond() + 3600;
  private static final String SHORT_SECRET = "your-secret-key";

  private final SettableClock clock = new SettableClock(NOW);
  private final HmacTokens tokens = new HmacTokens(SHORT_SECRET, clock);

  @ParameterizedTest
  @CsvSource({"HS256,HmacSHA256", "HS384,HmacSHA384", "HS512,HmacSHA512"})
  void aTokenOfAPlainHmacWithAShortSecretShouldBeAccepted(String alg, String mac) {
    for (String secret :
        new String[] {
          "k", SHORT_SECRET, "s".repeat(32), "s".repeat(64), "s".repeat(65), "s".repeat(200)
        }) {
      String token =
          HandMadeToken.of(
              secret, mac, "{\"alg\":\"" + alg + "\"}", "{\"sub\":\"ann\",\"exp\":" + SOON + "}");

      assertThat(new HmacTokens(secret, clock).verify(token))
          .isEqualTo(new Caller("ann", Role.ADMIN));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'sub':'ann','exp':SOON}                         | ann | ADMIN",
        "{'user':'ann','exp':SOON}                        | ann | ADMIN",
        "{'sub':'ann','user':'bob','exp':SOON}            | ann | ADMIN",
        "{'sub':'ann','exp':SOON,'role':'viewer'}         | ann | VIEWER",
        "{'sub':'ann','exp':SOON,'role':'operator'}       | ann | OPERATOR",
        "{'sub':'ann','exp':SOON,'role':'admin'}          | ann | ADMIN",
        "{'sub':'ann','exp':SOON.75}                      | ann | ADMIN",
        "{'sub':'ann','exp':1e300}                        | ann | ADMIN",
        "{'sub':'ann','exp':SOON,'nbf':NOW}               | ann | ADMIN",
        "{'sub':'ann','exp':SOON,'iat':4e9,'aud':'x','iss':7,'more':[{}]} | ann | ADMIN",
      })
  void aCallerShouldBeReadFromTheClaims(String claims, String subject, Role role) {
    assertThat(tokens.verify(HandMadeToken.hs256(SHORT_SECRET, json(claims))))
        .isEqualTo(new Caller(subject, role));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'exp':SOON}                             | for whom",
        "{'sub':'','exp':SOON}                    | for whom",
        "{'sub':'   ','exp':SOON}                 | for whom",
        "{'sub':' ','user':'bob','exp':SOON}      | for whom",
        "{'sub':7,'exp':SOON}                     | for whom",
        "{'sub':null,'exp':SOON}                  | for whom",
        "{'sub':['ann'],'exp':SOON}               | for whom",
        "{'sub':'a\\nb','exp':SOON}               | for whom",
        "{'user':'','exp':SOON}                   | for whom",
        "{'sub':'ann'}                            | no 'exp'",
        "{'sub':'ann','exp':null}                 | 'exp' is not a time",
        "{'sub':'ann','exp':'SOON'}               | 'exp' is not a time",
        "{'sub':'ann','exp':true}                 | 'exp' is not a time",
        "{'sub':'ann','exp':1e999}                | not a JSON object",
        "{'sub':'ann','exp':0}                    | expired at 1970-01-01T00:00:00Z; get a new one",
        "{'sub':'ann','exp':-1e300}               | expired",
        "{'sub':'ann','exp':NOW}                  | expired at 2026-11-22T12:00:00Z; get a new one",
        "{'sub':'ann','exp':SOON,'nbf':SOON}      | counts from 2026-11-22T13:00:00Z on",
        "{'sub':'ann','exp':SOON,'nbf':'NOW'}     | 'nbf' is not a time",
        "{'sub':'ann','exp':SOON,'role':'root'}   | viewer, operator or admin",
        "{'sub':'ann','exp':SOON,'role':'Admin'}  | viewer, operator or admin",
        "{'sub':'ann','exp':SOON,'role':''}       | viewer, operator or admin",
        "{'sub':'ann','exp':SOON,'role':null}     | viewer, operator or admin",
        "{'sub':'ann','exp':SOON,'role':['admin']}| viewer, operator or admin",
        "null                                     | not a JSON object",
        "[]                                       | not a JSON object",
        "[['sub','ann'],['exp',SOON]]             | not a JSON object",
        "'text'                                   | not a JSON object",
        "{'sub':'ann','exp':SOON                  | not a JSON object",
      })
  void wrongClaimsShouldBeRejected(String claims, String message) {
    assertRefused(HandMadeToken.hs256(SHORT_SECRET, json(claims)), Reason.REJECTED, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'alg':'none'}                                       | HmacSHA256 | another algorithm",
        "{'alg':'None'}                                       | HmacSHA256 | another algorithm",
        "{'alg':'hs256'}                                      | HmacSHA256 | another algorithm",
        "{'alg':'RS256'}                                      | HmacSHA256 | another algorithm",
        "{'alg':'ES512'}                                      | HmacSHA512 | another algorithm",
        "{'alg':['HS256']}                                    | HmacSHA256 | another algorithm",
        "{'typ':'JWT'}                                        | HmacSHA256 | another algorithm",
        "{'alg':'HS256','crit':['exp']}                       | HmacSHA256 | extensions",
        "{'alg':'HS256','crit':['b64'],'b64':false}           | HmacSHA256 | extensions",
        "{'alg':'HS256','crit':[]}                            | HmacSHA256 | extensions",
        "{'alg':'HS256','crit':'x'}                           | HmacSHA256 | extensions",
        "{'alg':'HS256','b64':false}                          | HmacSHA256 | extensions",
        "{'alg':'HS512'}                                      | HmacSHA256 | signature",
        "{'alg':'HS256'}                                      | HmacSHA512 | signature",
      })
  void aHeaderThatAsksForAnythingElseShouldBeRejected(String header, String mac, String message) {
    String claims = json("{'sub':'ann','exp':SOON}");
    String token = HandMadeToken.of(SHORT_SECRET, mac, json(header), claims);

    assertRefused(token, Reason.REJECTED, message);
    // And without a signature, as "none" has it.
    assertRefused(token.substring(0, token.lastIndexOf('.') + 1), Reason.REJECTED, message);
  }

  @Test
  void headersThatPointToOtherKeysShouldChangeNothing() {
    String header =
        json(
            "{'alg':'HS256','kid':'../../dev/null','jwk':{'kty':'oct','k':'AA'},'jku':'http://x/'}");
    String claims = json("{'sub':'ann','exp':SOON}");

    assertThat(
            tokens
                .verify(
                    HandMadeToken.of(
                        SHORT_SECRET, "HmacSHA256", json("{'alg':'HS256','kid':'7'}"), claims))
                .subject())
        .isEqualTo("ann");
    assertRefused(
        HandMadeToken.of("A", "HmacSHA256", header, claims), Reason.REJECTED, "signature");
  }

  @Test
  void anotherSecretShouldBeRejected() {
    String claims = json("{'sub':'ann','exp':SOON}");

    assertRefused(
        HandMadeToken.hs256("your-secret-kez", claims), Reason.REJECTED, "another secret");
    assertRefused(
        HandMadeToken.hs256(SHORT_SECRET + " ", claims), Reason.REJECTED, "another secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "a.b",
        "a.b.c.d",
        "a.b.c.d.e",
        "..",
        "a..",
        "not a token",
        "!.b.c",
        "e30=.e30=.AAAA",
        "bnVsbA.e30.AAAA",
        "W10.e30.AAAA",
        "W1siYWxnIiwiSFMyNTYiXV0.e30.AAAA",
        "eyJhbGciOg.e30.AAAA",
        "ünï.cö.dé",
      })
  void textThatIsNoTokenShouldBeMissing(String text) {
    assertRefused(text, Reason.MISSING, "three parts");
  }

  @Test
  void textOfAnyLengthAndDepthShouldBeRefusedQuickly() {
    assertRefused("a".repeat(1 << 20), Reason.MISSING, "three parts");
    assertRefused("a.b." + "c".repeat(1 << 20), Reason.MISSING, "three parts");
    String deep = HandMadeToken.segment("{\"alg\":".repeat(1500)) + ".e30.AAAA";
    assertRefused(deep, Reason.MISSING, "three parts");
  }

  /** One changed character is always a refusal: no other exception, and never an acceptance. */
  @Test
  void aChangedTokenShouldNeverBeAccepted() {
    Random random = new Random(20261122);
    String good = tokens.issue(new Caller("ann", Role.VIEWER), Duration.ofHours(1));
    tokens.verify(good);
    String alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\u0000é{";
    for (int at = 0; at < good.length(); at++) {
      for (int i = 0; i < alphabet.length(); i++) {
        char other = alphabet.charAt(i);
        if (other != good.charAt(at)) {
          assertNeverAccepted(good.substring(0, at) + other + good.substring(at + 1));
        }
      }
    }
    for (int i = 0; i < 20_000; i++) {
      StringBuilder changed = new StringBuilder(good);
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        int at = random.nextInt(changed.length());
        switch (random.nextInt(3)) {
          case 0 -> changed.deleteCharAt(at);
          case 1 -> changed.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          default -> changed.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
        }
      }
      if (!good.contentEquals(changed)) {
        assertNeverAccepted(changed.toString());
      }
    }
  }

  @Test
  void anIssuedTokenShouldSayWhoAndForHowLong() {
    Caller caller = new Caller("Ann Müller", Role.OPERATOR);
    String token = tokens.issue(caller, Duration.ofMinutes(5));

    assertThat(tokens.verify(token)).isEqualTo(caller);
    clock.advance(Duration.ofSeconds(299));
    assertThat(new HmacTokens(SHORT_SECRET, clock).verify(token)).isEqualTo(caller);
    clock.advance(Duration.ofSeconds(1));
    assertRefused(token, Reason.REJECTED, "expired at 2026-11-22T12:05:00Z; get a new one");
  }

  @Test
  void aLifetimeOfPartOfASecondShouldNotEndAtOnce() {
    clock.advance(Duration.ofMillis(999));
    String token = tokens.issue(new Caller("ann", Role.ADMIN), Duration.ofMillis(1));

    assertThat(tokens.verify(token).subject()).isEqualTo("ann");
    assertThatThrownBy(() -> tokens.issue(new Caller("ann", Role.ADMIN), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lifetime: PT0S");
  }

  @Test
  void aTokenThatWasVerifiedBeforeShouldStillExpire() {
    String token = HandMadeToken.hs256(SHORT_SECRET, json("{'sub':'ann','exp':SOON}"));
    for (int i = 0; i < 3; i++) {
      assertThat(tokens.verify(token).subject()).isEqualTo("ann");
    }
    clock.advance(Duration.ofHours(1));

    assertRefused(token, Reason.REJECTED, "expired at 2026-11-22T13:00:00Z");
    assertRefused(token, Reason.REJECTED, "expired at 2026-11-22T13:00:00Z");
  }

  @Test
  void aClockThatIsSetBackShouldBringNotBeforeBack() {
    String token = HandMadeToken.hs256(SHORT_SECRET, json("{'sub':'ann','nbf':NOW,'exp':SOON}"));
    tokens.verify(token);
    clock.advance(Duration.ofSeconds(-1));

    assertRefused(token, Reason.REJECTED, "counts from");
  }

  @Test
  void aShortSecretShouldBeToldAndAnEmptyOneRefused() {
    assertThat(tokens.secretIsShort()).isTrue();
    assertThat(new HmacTokens("s".repeat(31), clock).secretIsShort()).isTrue();
    assertThat(new HmacTokens("s".repeat(32), clock).secretIsShort()).isFalse();
    assertThatThrownBy(() -> new HmacTokens("", clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"default-secret-key", "your-secret-key", "secret", "Change-Me", "your_secret_key"})
  void secretsThatDocumentsPrintShouldBeKnown(String secret) {
    assertThat(HmacTokens.wellKnown(secret)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "q7Rk0vYwS1m2", "secret-of-the-farm-7714"})
  void otherSecretsShouldNotBeKnown(String secret) {
    assertThat(HmacTokens.wellKnown(secret)).isFalse();
  }

  private void assertRefused(String token, Reason reason, String message) {
    FarmException refusal = catchThrowableOfType(FarmException.class, () -> tokens.verify(token));

    assertThat(refusal).as("refusal of %s", token).isNotNull();
    assertThat(refusal.failure())
        .isInstanceOfSatisfying(
            Unauthenticated.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo(reason);
              assertThat(failure.message()).contains(message);
              if (token.length() > 5) {
                assertThat(failure.message()).doesNotContain(token);
              }
            });
  }

  private void assertNeverAccepted(String token) {
    assertThatThrownBy(() -> tokens.verify(token)).as(token).isInstanceOf(FarmException.class);
  }

  /** Claims in single quotes, with names for the times. */
  private static String json(String text) {
    return text.replace('\'', '"')
        .replace("SOON", Long.toString(SOON))
        .replace("NOW", Long.toString(NOW.getEpochSecond()));
  }
}
