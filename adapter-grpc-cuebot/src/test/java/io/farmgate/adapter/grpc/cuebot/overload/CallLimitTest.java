package io.farmgate.adapter.grpc.cuebot.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallLimitTest {
  private static final Reply ANSWER = new Reply.Answer(WireBytes.EMPTY, List.of());
  private static final Reply LATE =
      new Reply.Refused(
          new FarmFailure.TimedOut("the farm did not answer", FarmFailure.Outcome.NOT_SAID));

  private final CallLimit limit = new CallLimit();
  private long now = 1;

  @Test
  void goodAnswersShouldRaiseItWhileItIsUsed() {
    learn(2000, "GetShows", Duration.ofMillis(20), CallLimit.FIRST, ANSWER);
    assertThat(limit.now()).isGreaterThan(CallLimit.FIRST).isLessThanOrEqualTo(CallLimit.MOST);
  }

  @Test
  void goodAnswersShouldNotRaiseItWhileItIsNotUsed() {
    learn(2000, "GetShows", Duration.ofMillis(20), 3, ANSWER);
    assertThat(limit.now()).isEqualTo(CallLimit.FIRST);
  }

  @Test
  void slowAnswersShouldLowerItAndGoodOnesRaiseItAgain() {
    learn(100, "GetShows", Duration.ofMillis(20), 1, ANSWER);

    learn(500, "GetShows", Duration.ofSeconds(3), CallLimit.FIRST, ANSWER);
    int low = limit.now();
    assertThat(low).isLessThan(CallLimit.FIRST / 2);

    learn(5000, "GetShows", Duration.ofMillis(20), low, ANSWER);
    assertThat(limit.now()).isGreaterThan(low);
  }

  @Test
  void listThatAlwaysTakesLongShouldNotLowerIt() {
    learn(500, "GetShows", Duration.ofMillis(5), 50, ANSWER);
    learn(500, "GetJobs", Duration.ofSeconds(3), 50, ANSWER);
    assertThat(limit.now()).isGreaterThanOrEqualTo(CallLimit.FIRST);
  }

  @Test
  void timeoutsShouldLowerItToItsLeast() {
    learn(5000, "GetShows", Duration.ofSeconds(30), CallLimit.FIRST, LATE);
    assertThat(limit.now()).isEqualTo(CallLimit.LEAST);
  }

  private void learn(int calls, String method, Duration took, int inFlight, Reply reply) {
    for (int i = 0; i < calls; i++) {
      now += Duration.ofMillis(10).toNanos();
      limit.learn(method, now, took.toNanos(), inFlight, reply);
    }
  }
}
