package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import org.junit.jupiter.api.Test;

/** What several connections to one Cuebot mean together. */
final class ReachTest {
  private final Breaker breaker = new Breaker("a", true, GuardRecorder.NONE);
  private final Reach reach = new Reach("a:1", breaker);

  private void fail() {
    for (int i = 0; i < 20; i++) {
      breaker.ended(Breaker.Verdict.TROUBLED);
    }
    assertThat(breaker.closed()).isFalse();
  }

  @Test
  void firstConnectionShouldBeANewStart() {
    fail();

    reach.gained();

    assertThat(breaker.closed()).isTrue();
  }

  @Test
  void oneMoreConnectionShouldNotMakeAFailingCuebotWell() {
    reach.gained();
    fail();

    reach.gained();
    reach.lost();
    reach.gained();

    assertThat(breaker.closed()).isFalse();
  }

  @Test
  void connectionAfterAllWereLostShouldBeANewStart() {
    reach.gained();
    reach.gained();
    fail();
    reach.lost();
    reach.lost();
    reach.failed();
    reach.explain(Status.UNAVAILABLE);

    reach.gained();

    assertThat(breaker.closed()).isTrue();
  }
}
