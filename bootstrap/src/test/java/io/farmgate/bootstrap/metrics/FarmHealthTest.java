package io.farmgate.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.edge.Readiness;
import io.farmgate.adapter.http.edge.Readiness.LastError;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FarmHealthTest {
  private boolean reachable = true;
  private final FarmHealth health =
      new FarmHealth(
          "opencue", () -> reachable, Clock.fixed(Instant.ofEpochSecond(100), ZoneOffset.UTC));

  @Test
  void gatewayWhoseFarmIsThereShouldBeReady() {
    assertThat(health.now())
        .isEqualTo(new Readiness("opencue", Optional.empty(), Optional.empty()));
  }

  @Test
  void gatewayWhoseFarmIsAwayShouldSaySo() {
    reachable = false;

    assertThat(health.now().whyNot()).hasValue("the farm 'opencue' cannot be reached");
  }

  @Test
  void gatewayThatClosesShouldNotBeReady() {
    health.closing();

    assertThat(health.now().whyNot()).hasValue("the gateway is closing down");
  }

  @Test
  void lastErrorOfTheFarmShouldBeKeptAndACallersOwnMistakeNot() {
    record(
        new FarmFailure.TimedOut(
            "the farm did not answer within 1 s", FarmFailure.Outcome.NOT_DONE));
    record(new FarmFailure.Invalid("no such key"));

    assertThat(health.now().whyNot()).isEmpty();
    assertThat(health.now().lastError())
        .hasValue(new LastError("the farm did not answer within 1 s", Duration.ZERO));
  }

  private void record(FarmFailure failure) {
    health.record(
        new Caller("ann", Role.VIEWER),
        "r1",
        "opencue",
        "a.B/C",
        Duration.ZERO,
        Optional.of(failure));
  }
}
