package io.farmgate.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
  @Test
  void unitsShouldAddUp() {
    assertThat(Durations.parse("500ms")).contains(Duration.ofMillis(500));
    assertThat(Durations.parse("1h30m")).contains(Duration.ofMinutes(90));
    assertThat(Durations.parse(" 7D ")).contains(Duration.ofDays(7));
    assertThat(Durations.parse("0s")).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8", "h", "1 h", "-1s", "1.5h", "1w", "1h30", "9999999999s"})
  void anythingElseShouldBeNone(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
