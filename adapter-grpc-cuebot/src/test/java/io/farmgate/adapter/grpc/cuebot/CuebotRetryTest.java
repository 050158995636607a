package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.domain.failure.FarmFailure;
import io.grpc.Status;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CuebotRetryTest {
  private static final String READ = "job.JobInterface/GetJob";
  private static final String CHANGE = "job.JobInterface/Kill";
  private static final byte[] NOTHING = {};

  private final AtomicInteger asked = new AtomicInteger();
  private final FakeCuebot fake = FakeCuebot.start();

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void readThatCuebotCouldNotAnswerShouldBeAskedAgain() {
    unavailableFor(2);
    try (Cuebot cuebot = connect(Guard.ALL)) {
      Collected.call(cuebot, READ, NOTHING).answer();
    }
    assertThat(asked).hasValue(3);
  }

  @Test
  void readShouldNotBeAskedAgainWhereTheGuardIsOff() {
    unavailableFor(2);
    try (Cuebot cuebot = connect(without(Guard.RETRIES))) {
      assertThat(Collected.call(cuebot, READ, NOTHING).failure())
          .isInstanceOf(FarmFailure.Native.class);
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void readShouldBeAskedThriceAtMost() {
    unavailableFor(1000);
    try (Cuebot cuebot = connect(Guard.ALL)) {
      assertThat(Collected.call(cuebot, READ, NOTHING).failure())
          .isInstanceOfSatisfying(
              FarmFailure.Native.class, failure -> assertThat(failure.code()).isEqualTo(14));
    }
    assertThat(asked).hasValue(3);
  }

  @Test
  void changeShouldNeverBeSentTwice() {
    unavailableFor(1);
    try (Cuebot cuebot = connect(Guard.ALL)) {
      assertThat(Collected.call(cuebot, CHANGE, NOTHING).failure())
          .isInstanceOf(FarmFailure.Native.class);
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void otherFailuresShouldNotBeAskedAgain() {
    fake.behave(call -> {
      asked.incrementAndGet();
      return Answer.status(Status.INTERNAL.withDescription("as ever"));
    });
    try (Cuebot cuebot = connect(Guard.ALL)) {
      Collected.call(cuebot, READ, NOTHING).failure();
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void readShouldEndAtItsDeadlineWhateverIsRetried() {
    try (Cuebot cuebot = connect(Guard.ALL)) {
      Collected.call(cuebot, READ, NOTHING).answer();
      fake.behave(call ->
          asked.incrementAndGet() == 1
              ? Answer.status(Status.UNAVAILABLE.withDescription("not yet"))
              : Answer.NEVER);
      long start = System.nanoTime();

      assertThat(Collected.call(cuebot, READ, NOTHING, Duration.ofMillis(600)).failure())
          .isInstanceOf(FarmFailure.TimedOut.class);

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(550), Duration.ofMillis(1500));
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void readThatWaitsToBeAskedAgainShouldEndWhenTheGatewayCloses() throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(10);
    fake.behave(call -> {
      arrived.countDown();
      return Answer.status(Status.UNAVAILABLE.withDescription("not yet"));
    });
    Cuebot cuebot = connect(Guard.ALL);
    Collected[] calls = new Collected[10];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = Collected.call(cuebot, READ, NOTHING);
    }
    arrived.await();

    cuebot.close();

    for (Collected call : calls) {
      assertThat(call.failure()).isNotNull();
    }
  }

  private void unavailableFor(int calls) {
    fake.behave(call ->
        asked.incrementAndGet() <= calls
            ? Answer.status(Status.UNAVAILABLE.withDescription("not yet"))
            : Answer.EMPTY);
  }

  private Cuebot connect(Set<Guard> guards) {
    return Cuebot.connect(CuebotConfig.of(fake.endpoint()).withGuards(guards));
  }

  private static Set<Guard> without(Guard guard) {
    return EnumSet.complementOf(EnumSet.of(guard));
  }
}
