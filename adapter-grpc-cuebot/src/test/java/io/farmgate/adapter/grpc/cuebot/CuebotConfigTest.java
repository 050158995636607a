package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CuebotConfigTest {
  @Test
  void defaultsShouldBeTheDocumentedOnes() {
    CuebotConfig config = CuebotConfig.of("cuebot:8443");

    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.maxReceiveBytes()).isEqualTo(268_435_456);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cuebot:8443", "10.0.0.1:1", "[::1]:8443", "cue-bot_1.farm.example:65535"})
  void hostAndPortShouldBeAccepted(String endpoint) {
    assertThat(CuebotConfig.of(endpoint).endpoints()).containsExactly(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cuebot",
        ":8443",
        "cuebot:",
        "cuebot:0",
        "cuebot:65536",
        "http://c:1",
        "a b:1"
      })
  void whatIsNoHostAndPortShouldBeRefusedByName(String endpoint) {
    assertThatThrownBy(() -> CuebotConfig.of(endpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "endpoints: '" + endpoint + "' (expected: host:port, the port between 1 and 65535)");
  }

  @Test
  void wrongFiguresShouldBeRefusedByName() {
    CuebotConfig config = CuebotConfig.of("cuebot:8443");

    assertThatThrownBy(CuebotConfig::of).hasMessageStartingWith("endpoints: none");
    assertThatThrownBy(() -> CuebotConfig.of("a:1", "a:1"))
        .hasMessageStartingWith("endpoints: a:1 twice");
    assertThatThrownBy(() -> config.withTimeout(Duration.ZERO)).hasMessageStartingWith("timeout: ");
    assertThatThrownBy(() -> config.withTimeout(Duration.ofDays(2)))
        .hasMessageStartingWith("timeout: ");
    assertThatThrownBy(() -> config.withMaxReceiveBytes(0))
        .hasMessageStartingWith("maxReceiveBytes: ");
  }
}
