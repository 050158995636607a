package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CuebotConnectionTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void pingsShouldNeverComeMoreOftenThanCuebotPermits() {
    CuebotConnection often = CuebotConnection.DEFAULT.withKeepAlive(SOON, SOON);
    CuebotConnection rare = CuebotConnection.DEFAULT.withKeepAlive(Duration.ofHours(1), SOON);

    assertThat(often.pingsTooOften()).isTrue();
    assertThat(often.pingAfter()).isEqualTo(CuebotConnection.SHORTEST_KEEP_ALIVE);
    assertThat(CuebotConnection.SHORTEST_KEEP_ALIVE).isGreaterThan(Duration.ofMinutes(5));
    assertThat(rare.pingsTooOften()).isFalse();
    assertThat(rare.pingAfter()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void timesThatAreNoneShouldBeRefusedByName() {
    assertThatThrownBy(() -> CuebotConnection.DEFAULT.withKeepAlive(Duration.ZERO, SOON))
        .hasMessageStartingWith("keepAliveTime: ");
    assertThatThrownBy(() -> CuebotConnection.DEFAULT.withKeepAlive(SOON, Duration.ofSeconds(-1)))
        .hasMessageStartingWith("keepAliveTimeout: ");
  }
}
