package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that are large, through a real connection, with a budget that holds two of them. */
final class LargeAnswersTest {
  private static final String GET_JOBS = "job.JobInterface/GetJobs";
  private static final int LARGE = 3 << 20;

  /** Buffers that a connection keeps to receive into, whatever it has received. */
  private static final long NOTHING = 512 << 10;

  private final FakeCuebot fake =
      FakeCuebot.start(call ->
          Answer.message(WireBytes.wrap(new byte[call.request().size() == 0 ? LARGE : 64 << 10])));
  private final AnswerBudget budget = new AnswerBudget(2 * LARGE + (1 << 20));
  private final Cuebot cuebot =
      Cuebot.connect(
          // The requests are a byte that says which answer is wanted, and no messages.
          CuebotConfig.of(fake.endpoint()).withGuards(Set.of()),
          MethodCatalogue.load(),
          budget,
          GuardRecorder.NONE);
  private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    letGo();
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

  @Test
  void longAnswerShouldStayWhereItWasReceivedUntilItIsRead() throws Exception {
    WireBytes response = call(0).answer().response();
    assertThat(TransportBuffers.bytesInUse()).isGreaterThanOrEqualTo(LARGE);

    try (InputStream stream = response.takeStream().orElseThrow()) {
      stream.mark(LARGE);
      assertThat(stream.readNBytes(LARGE)).hasSize(LARGE);
      stream.reset();
      assertThat(TransportBuffers.bytesInUse()).isGreaterThanOrEqualTo(LARGE);
      stream.mark(0);
      assertThat(stream.readNBytes(LARGE - (64 << 10))).hasSize(LARGE - (64 << 10));
      stream.mark(0);
      assertThat(TransportBuffers.bytesInUse()).as("what is left").isLessThan(LARGE / 4);
      assertThat(stream.readAllBytes()).hasSize(64 << 10);
      assertThat(stream.read()).isNegative();
    }
    assertThat(TransportBuffers.bytesInUse()).isLessThan(NOTHING);
    letGo();
  }

  @Test
  void longAnswerShouldBecomeAnArrayWhereOneIsAskedFor() {
    WireBytes response = call(0).answer().response();

    assertThat(response.array()).hasSize(LARGE);
    assertThat(TransportBuffers.bytesInUse()).isLessThan(NOTHING);
    letGo();
    assertThat(response.array()).as("still there").hasSize(LARGE);
  }

  @Test
  void whatNobodyReadShouldBeGivenBackWhenItsClientLeaves() throws Exception {
    WireBytes untouched = call(0).answer().response();
    WireBytes begun = call(0).answer().response();
    InputStream stream = begun.takeStream().orElseThrow();
    assertThat(stream.read()).isZero();

    letGo();

    assertThat(TransportBuffers.bytesInUse()).isLessThan(NOTHING);
    assertThatThrownBy(untouched::array).isInstanceOf(CancellationException.class);
    assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
  }

  @Test
  void answerForAClientThatLeftBeforeItCameShouldBeGivenBackAtOnce() {
    Collected collected = new Collected();
    cuebot.call(
        new NativeRpc.Call(
            GET_JOBS, WireBytes.EMPTY, Duration.ofSeconds(20), List.of(), task -> task.run(), ""),
        collected);

    WireBytes response = collected.answer().response();

    assertThatThrownBy(response::array).isInstanceOf(CancellationException.class);
    assertThat(TransportBuffers.bytesInUse()).isLessThan(NOTHING);
  }

  @Test
  void callerWhoDoesNotSayHowLongShouldGetAnArray() {
    WireBytes response = Collected.call(cuebot, GET_JOBS, new byte[0]).answer().response();

    assertThat(response.takeStream()).isEmpty();
    assertThat(response.array()).hasSize(LARGE);
    assertThat(TransportBuffers.bytesInUse()).isLessThan(NOTHING);
  }

  @Test
  void noBufferShouldBeLostHoweverCallsEnd() throws Exception {
    for (int i = 0; i < 60; i++) {
      Collected collected = call(0, Duration.ofMillis(i < 30 ? 1 + i : 20_000));
      if (collected.reply() instanceof Reply.Answer answer && i % 3 == 0) {
        InputStream stream = answer.response().takeStream().orElseThrow();
        assertThat(stream.readNBytes(i * 1000)).hasSize(i * 1000);
      }
      letGo();
    }
    Eventually.within(Duration.ofSeconds(10), () -> TransportBuffers.bytesInUse() < NOTHING);
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
            GET_JOBS, WireBytes.wrap(new byte[requestBytes]), timeout, List.of(), held::add, ""),
        collected);
    return collected;
  }
}
