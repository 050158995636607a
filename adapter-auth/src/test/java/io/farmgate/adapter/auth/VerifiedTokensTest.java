package io.farmgate.adapter.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Claims CLAIMS =
      new Claims(new Caller("ann", Role.VIEWER), NOW, NOW.plusSeconds(60));

  private final VerifiedTokens tokens = new VerifiedTokens();

  @Test
  void anEntryShouldAnswerOnlyInItsTime() {
    tokens.add("token", CLAIMS);

    assertThat(tokens.find("token", NOW)).isEqualTo(CLAIMS.caller());
    assertThat(tokens.find("other", NOW)).isNull();
    assertThat(tokens.find("token", NOW.plusSeconds(60))).isNull();
    assertThat(tokens.size()).as("entries after the expired one was met").isZero();
  }

  @Test
  void entriesShouldStayUnderTheirBound() {
    for (int i = 0; i < 3 * VerifiedTokens.MAX_ENTRIES; i++) {
      tokens.add("token " + i, CLAIMS);
      assertThat(tokens.size()).isLessThanOrEqualTo(VerifiedTokens.MAX_ENTRIES);
      assertThat(tokens.find("token " + i, NOW)).isEqualTo(CLAIMS.caller());
    }
  }
}
