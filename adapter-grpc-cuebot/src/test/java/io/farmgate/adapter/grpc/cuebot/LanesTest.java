package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.adapter.grpc.cuebot.fake.FakeFarm;
import io.farmgate.adapter.grpc.cuebot.fake.RacyServants;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobPauseRequest;
import io.farmgate.opencue.wire.job.JobSetPriorityRequest;
import io.grpc.Context;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One call at a time for the servants that share a field, over a real connection. */
@Timeout(60)
class LanesTest {
  private static final String PRIORITY = "job.JobInterface/SetPriority";
  private static final String PAUSE = "job.JobInterface/Pause";
  private static final String GET_FRAMES = "job.JobInterface/GetFrames";
  private static final String GET_JOB = "job.JobInterface/GetJob";
  private static final String LAYER_FRAMES = "job.LayerInterface/GetFrames";
  private static final byte[] NOTHING = {};
  private static final Duration LONG = Duration.ofSeconds(30);

  private final FakeCuebot fake = FakeCuebot.start();
  private final ConcurrentLinkedQueue<String> actions = new ConcurrentLinkedQueue<>();
  private final Cuebot cuebot = cuebot(Guard.ALL);
  private final Semaphore open = new Semaphore(0);

  @AfterEach
  void close() {
    open.release(1000);
    cuebot.close();
    fake.close();
  }

  private Cuebot cuebot(Set<Guard> guards) {
    return Cuebot.connect(
        CuebotConfig.of(fake.endpoint()).withGuards(guards),
        MethodCatalogue.load(),
        new AnswerBudget(Long.MAX_VALUE),
        (guard, action) -> actions.add(guard.word() + " " + action));
  }

  /** Answers nothing until {@link #open} says so, call by call. */
  private Answer held(Received call) throws InterruptedException {
    open.acquire();
    return Answer.EMPTY;
  }

  private void waitForCalls(int count) {
    Eventually.within(Duration.ofSeconds(20), () -> fake.received().size() >= count);
  }

  /**
   * The first call writes the field, the second writes it too, and the first acts: on the second's
   * job. The window stays open until the second call is in it, or clearly does not come.
   */
  @Test
  void callThatMeetsAnotherShouldActOnItsOwnJob() throws InterruptedException {
    assertThat(prioritiesAfterTwoCallsMet(cuebot)).containsExactly(100, 200);
    try (Cuebot unguarded = cuebot(Set.of())) {
      // Both changes went to the second job.
      assertThat(prioritiesAfterTwoCallsMet(unguarded)).first().isEqualTo(1);
    }
  }

  private List<Integer> prioritiesAfterTwoCallsMet(Cuebot over) throws InterruptedException {
    FakeFarm farm = new FakeFarm();
    farm.addShow("demo");
    Job first = farm.addJob("demo", "sh1", "ana", "first");
    Job second = farm.addJob("demo", "sh1", "ana", "second");
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch firstWrote = new CountDownLatch(1);
    fake.behave(
        new RacyServants(
            farm,
            call -> {
              inside.countDown();
              firstWrote.countDown();
              assertThat(inside.await(500, TimeUnit.MILLISECONDS) || inside.getCount() == 1)
                  .isTrue();
            }));

    Collected one = Collected.call(over, PRIORITY, priority(first, 100));
    assertThat(firstWrote.await(20, TimeUnit.SECONDS)).isTrue();
    Collected two = Collected.call(over, PRIORITY, priority(second, 200));
    one.answer();
    two.answer();

    return List.of(
        farm.job(first.getId()).orElseThrow().getPriority(),
        farm.job(second.getId()).orElseThrow().getPriority());
  }

  private static byte[] priority(Job job, int value) {
    return JobSetPriorityRequest.newBuilder()
        .setJob(Job.newBuilder().setId(job.getId()))
        .setVal(value)
        .build()
        .toByteArray();
  }

  @Test
  void callsOfOneServantShouldWaitForEachOther() {
    fake.behave(this::held);
    List<Collected> calls = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      calls.add(Collected.call(cuebot, GET_FRAMES, NOTHING));
    }
    waitForCalls(1);
    for (int i = 1; i <= 5; i++) {
      assertThat(fake.received()).hasSize(i);
      open.release();
      calls.get(i - 1).answer();
      waitForCalls(Math.min(i + 1, 5));
    }
    assertThat(actions).filteredOn("lanes queued"::equals).hasSize(4);
  }

  @Test
  void otherServantsAndFreeReadsShouldNotWait() {
    fake.behave(call -> call.method().equals(PAUSE) ? held(call) : Answer.EMPTY);
    Collected holds = Collected.call(cuebot, PAUSE, NOTHING);

    Collected.call(cuebot, GET_JOB, NOTHING).answer();
    Collected.call(cuebot, LAYER_FRAMES, NOTHING).answer();
    Collected.call(cuebot, "job.FrameInterface/Kill", NOTHING).answer();

    assertThat(holds.isPending()).isTrue();
    open.release();
    holds.answer();
    assertThat(actions).isEmpty();
  }

  @Test
  void changesShouldOvertakeReads() {
    fake.behave(this::held);
    Collected first = Collected.call(cuebot, GET_FRAMES, NOTHING);
    Collected read = Collected.call(cuebot, GET_FRAMES, NOTHING);
    Collected change = Collected.call(cuebot, PAUSE, NOTHING);
    open.release();
    first.answer();
    waitForCalls(2);
    open.release();
    change.answer();
    open.release();
    read.answer();

    assertThat(fake.received())
        .extracting(Received::method)
        .containsExactly(GET_FRAMES, PAUSE, GET_FRAMES);
  }

  @Test
  void callWhoseTimeIsUpInTheQueueShouldNotBeSent() {
    fake.behave(this::held);
    Collected holds = Collected.call(cuebot, PAUSE, NOTHING);
    waitForCalls(1);

    FarmFailure failure = Collected.call(cuebot, PAUSE, NOTHING, Duration.ofMillis(100)).failure();

    assertThat(failure)
        .isEqualTo(
            new FarmFailure.TimedOut(
                "the farm takes calls on jobs one at a time, and it was not this one's turn in"
                    + " time; nothing was sent",
                FarmFailure.Outcome.NOT_DONE));
    open.release();
    holds.answer();
    assertThat(fake.received()).hasSize(1);
  }

  @Test
  void fullLaneShouldRefuseAtOnceAndSayWhenToComeBack() {
    fake.behave(this::held);
    List<Collected> calls = new ArrayList<>();
    for (int i = 0; i < 193; i++) {
      calls.add(Collected.call(cuebot, GET_FRAMES, NOTHING, LONG));
    }
    FarmFailure failure = Collected.call(cuebot, GET_FRAMES, NOTHING, LONG).failure();
    Collected change = Collected.call(cuebot, PAUSE, NOTHING, LONG);

    assertThat(failure)
        .isInstanceOfSatisfying(
            FarmFailure.Unavailable.class,
            full -> {
              assertThat(full.retryAfter()).contains(Duration.ofSeconds(1));
              assertThat(full.message()).endsWith("nothing was sent");
            });
    assertThat(actions).contains("lanes full");
    open.release(1000);
    // A slow machine may not get through all of them in the 5 s that a call waits.
    calls.forEach(Collected::reply);
    change.reply();
  }

  /** Cuebot goes on with a call whose deadline has passed, and may then write the shared field. */
  @Test
  void callThatTimedOutShouldKeepItsLaneUntilTheFarmIsDone() {
    fake.behave(this::held);
    long start = System.nanoTime();
    FarmFailure late = Collected.call(cuebot, PAUSE, NOTHING, Duration.ofMillis(300)).failure();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Collected next = Collected.call(cuebot, PAUSE, NOTHING, LONG);

    assertThat(late)
        .isEqualTo(
            new FarmFailure.TimedOut(
                "the farm did not answer within 0.3 s; the change may have taken effect or do so yet,"
                    + " which job.JobInterface/GetJob shows",
                new FarmFailure.Outcome.Unknown(Optional.of("job.JobInterface/GetJob"))));
    assertThat(took).isBetween(Duration.ofMillis(250), Duration.ofSeconds(3));
    assertThat(Eventually.never(Duration.ofMillis(300), () -> fake.received().size() > 1)).isTrue();
    open.release();
    waitForCalls(2);
    open.release();
    next.answer();
  }

  @Test
  void farmShouldBeGivenMoreTimeThanTheCaller() {
    Collected.call(cuebot, PAUSE, NOTHING, Duration.ofSeconds(4)).answer();
    Collected.call(cuebot, GET_JOB, NOTHING, Duration.ofSeconds(4)).answer();

    assertThat(fake.received().get(0).timeLeft().orElseThrow())
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(34));
    assertThat(fake.received().get(1).timeLeft().orElseThrow())
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
  }

  @Test
  void callerWhoLeavesShouldLeaveTheQueueAndKeepATakenLane() throws Exception {
    fake.behave(this::held);
    Context.CancellableContext gone = Context.current().withCancellation();
    Collected sent = gone.wrap(() -> Collected.call(cuebot, PAUSE, NOTHING)).call();
    waitForCalls(1);
    Collected waits = gone.wrap(() -> Collected.call(cuebot, PAUSE, NOTHING)).call();
    Collected other = Collected.call(cuebot, PAUSE, NOTHING, LONG);

    gone.cancel(null);

    assertThat(((FarmFailure.Native) sent.failure()).code()).isEqualTo(1);
    assertThat(((FarmFailure.Native) waits.failure()).code()).isEqualTo(1);
    assertThat(other.isPending()).isTrue();
    open.release(2);
    other.answer();
    assertThat(fake.received()).hasSize(2);
  }

  @Test
  void brokenConnectionShouldHoldTheLaneOnlyForAMoment() {
    fake.behave(call -> Answer.NEVER);
    Collected breaks = Collected.call(cuebot, PAUSE, NOTHING, LONG);
    waitForCalls(1);
    fake.stop();
    assertThat(breaks.failure().message()).contains("may have taken effect");
    fake.behave(call -> Answer.EMPTY);
    fake.restart();
    Eventually.within(Duration.ofSeconds(20), cuebot::connected);

    long start = System.nanoTime();
    Collected.call(cuebot, PAUSE, NOTHING, LONG).answer();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(actions).contains("lanes held");
  }

  @Test
  void refusedCallsShouldFreeTheLane() {
    fake.behave(call -> Answer.status(Status.INTERNAL.withDescription("no")));
    for (int i = 0; i < 50; i++) {
      assertThat(Collected.call(cuebot, PAUSE, pause("x" + i)).failure().message()).isEqualTo("no");
    }
    assertThat(actions).doesNotContain("lanes held");
  }

  @Test
  void callsThatWaitWhileTheFarmIsDownShouldAllEnd() {
    fake.behave(call -> Answer.NEVER);
    List<Collected> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      calls.add(Collected.call(cuebot, PAUSE, NOTHING, LONG));
    }
    waitForCalls(1);
    fake.stop();

    calls.forEach(call -> assertThat(call.failure().message()).contains("farm"));
  }

  @Test
  void closeShouldRefuseThoseThatWait() {
    fake.behave(call -> Answer.NEVER);
    Collected sent = Collected.call(cuebot, PAUSE, NOTHING, LONG);
    Collected waits = Collected.call(cuebot, PAUSE, NOTHING, LONG);
    waitForCalls(1);

    cuebot.close();

    assertThat(sent.failure()).isInstanceOf(FarmFailure.Unavailable.class);
    assertThat(waits.failure())
        .isEqualTo(
            new FarmFailure.Unavailable(
                "the gateway is shutting down", Optional.empty(), FarmFailure.Outcome.NOT_DONE));
  }

  private static byte[] pause(String id) {
    return JobPauseRequest.newBuilder().setJob(Job.newBuilder().setId(id)).build().toByteArray();
  }

  /** Unread bytes pass as they are; the lanes look at names of methods only. */
  @Test
  void bytesShouldPassUntouched() {
    fake.behave(call -> Answer.message(call.request()));

    assertThat(Collected.call(cuebot, PAUSE, pause("a")).answer().response())
        .isEqualTo(WireBytes.wrap(pause("a")));
  }
}
