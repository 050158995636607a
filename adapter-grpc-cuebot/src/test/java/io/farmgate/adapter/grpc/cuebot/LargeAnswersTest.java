package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.domain.WireBytes;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that are large, through a real connection, with a budget that holds two of them. */
final class LargeAnswersTest {
  private static final String GET_JOBS = "job.JobInterface/GetJobs";
  private static final int LARGE = 3 << 20;

  private final FakeCuebot fake =
      FakeCuebot.start(call ->
          Answer.message(WireBytes.wrap(new byte[call.request().size() == 0 ? LARGE : 64 << 10])));
  private final AnswerBudget budget = new AnswerBudget(2 * LARGE + (1 << 20));
  private final Cuebot cuebot =
      Cuebot.connect(
          CuebotConfig.of(fake.endpoint()), MethodCatalogue.load(), budget, GuardRecorder.NONE);
  private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    cuebot.close();
    fake.close();
  }

  @Test
  void largeAnswerShouldBeCountedUntilItsClientHasIt() {
    assertThat(call(0).answer().response().size()).isEqualTo(LARGE);
    assertThat(budget.heldBytes()).isEqualTo(LARGE);

    letGo();
    assertThat(budget.heldBytes()).isZero();
  }

  @Test
  void answerOfUpTo64KbShouldNotBeCounted() {
    assertThat(call(1).answer().response().size()).isEqualTo(64 << 10);

    assertThat(budget.peakBytes()).isZero();
    assertThat(held).isEmpty();
  }

  @Test
  void callsOfAMethodKnownForLargeAnswersShouldWaitTheirTurn() {
    call(0).answer();
    letGo();
    List<Collected> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(call(0));
    }
    assertThat(calls.get(0).answer().response().size()).isEqualTo(LARGE);
    assertThat(calls.get(1).answer().response().size()).isEqualTo(LARGE);
    assertThat(budget.waiting()).isEqualTo(8);
    assertThat(fake.received()).as("one to learn from, two that have room").hasSize(3);

    for (int i = 2; i < 10; i++) {
      held.remove().run();
      assertThat(calls.get(i).answer().response().size()).isEqualTo(LARGE);
    }
    letGo();
    assertThat(budget.peakBytes()).isLessThanOrEqualTo(budget.capacityBytes());
    assertThat(budget.heldBytes()).isZero();
    assertThat(budget.shed()).isZero();
  }

  @Test
  void answersThatNobodyExpectedShouldBeGivenUpRatherThanHeldBeyondTheBudget() {
    List<Collected> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(call(0));
    }
    int answered = 0;
    for (Collected call : calls) {
      switch (call.reply()) {
        case Reply.Answer answer -> answered++;
        case Reply.Refused refused ->
            assertThat(refused.failure())
                .isInstanceOfSatisfying(
                    FarmFailure.Unavailable.class,
                    failure -> assertThat(failure.retryAfter()).isPresent());
      }
    }

    // None, where all ten had come halfway when the room was used up.
    assertThat(answered).isLessThanOrEqualTo(2);
    assertThat(budget.peakBytes()).isLessThanOrEqualTo(budget.capacityBytes());
    letGo();
    Eventually.within(Duration.ofSeconds(10), () -> budget.heldBytes() == 0);
    assertThat(call(0).answer().response().size()).as("who comes back").isEqualTo(LARGE);
  }

  @Test
  void waitShouldEndWithTheCallsOwnTime() {
    call(0).answer();
    letGo();
    call(0).answer();
    call(0).answer();

    FarmFailure late = call(0, Duration.ofMillis(100)).failure();

    assertThat(late)
        .isInstanceOfSatisfying(
            FarmFailure.Unavailable.class,
            failure -> {
              assertThat(failure.message()).contains("nothing was done");
              assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(2));
            });
    assertThat(budget.shed()).isEqualTo(1);
    letGo();
    assertThat(budget.heldBytes()).isZero();
  }

  @Test
  void closingShouldRefuseWhoWaits() {
    call(0).answer();
    letGo();
    call(0).answer();
    call(0).answer();
    Collected waiting = call(0);

    cuebot.close();

    assertThat(waiting.failure()).isInstanceOf(FarmFailure.Unavailable.class);
  }

  @Test
  void failedCallShouldGiveBackWhatWasTakenForIt() {
    call(0).answer();
    letGo();
    fake.behave(call -> Answer.status(Status.NOT_FOUND));

    call(0).failure();

    assertThat(budget.heldBytes()).isZero();
  }

  private void letGo() {
    for (Runnable end = held.poll(); end != null; end = held.poll()) {
      end.run();
    }
  }

  private Collected call(int requestBytes) {
    return call(requestBytes, Duration.ofSeconds(20));
  }

  private Collected call(int requestBytes, Duration timeout) {
    Collected collected = new Collected();
    cuebot.call(
        new NativeRpc.Call(
            GET_JOBS, WireBytes.wrap(new byte[requestBytes]), timeout, List.of(), held::add),
        collected);
    return collected;
  }
}
