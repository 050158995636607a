package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Breaker.Verdict;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {
  private static final String CHANGE = "job.JobInterface/SetPriority";
  private static final byte[] NOTHING = {};

  private final List<String> actions = new CopyOnWriteArrayList<>();
  private final GuardRecorder recorder =
      (guard, action) -> {
        if (guard == Guard.BREAKER) {
          actions.add(action);
        }
      };

  /** The reviewed list of what counts against a Cuebot: how far it got, code, text, verdict. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unsent   | UNAVAILABLE        | connection refused                                | NOTHING
          unsent   | DEADLINE_EXCEEDED  | waiting for a connection                          | NOTHING
          sent     | UNAVAILABLE        | the connection broke                              | NOTHING
          sent     | CANCELLED          | broken off                                        | NOTHING
          sent     | DEADLINE_EXCEEDED  | no answer                                         | TROUBLED
          sent     | INTERNAL           | no HTTP/2                                         | TROUBLED
          sent     | UNKNOWN            | HTTP status 431                                   | TROUBLED
          sent     | RESOURCE_EXHAUSTED | streams refused                                   | TROUBLED
          begun    | RESOURCE_EXHAUSTED | the answer is too large                           | WELL
          begun    | DEADLINE_EXCEEDED  | half an answer                                    | TROUBLED
          answered | OK                 |                                                   | WELL
          answered | UNAVAILABLE        | going down                                        | TROUBLED
          answered | INTERNAL           | org.springframework.dao.EmptyResultDataAccessException: Incorrect result size | WELL
          answered | INTERNAL           | org.springframework.dao.DuplicateKeyException: no  | WELL
          answered | INTERNAL           | java.lang.IllegalArgumentException: max retries    | WELL
          answered | INTERNAL           | Failed to launch and add job: the job is pending   | WELL
          answered | INTERNAL           | org.springframework.transaction.CannotCreateTransactionException: Could not open JDBC Connection for transaction | TROUBLED
          answered | INTERNAL           | HikariPool-1 - Connection is not available, request timed out after 30000ms. | TROUBLED
          answered | INTERNAL           | Could not roll back JDBC transaction; nested exception is java.sql.SQLException: Connection is closed | TROUBLED
          answered | NOT_FOUND          | Job not found                                     | WELL
          answered | UNIMPLEMENTED      | no such method                                    | WELL
          answered | UNKNOWN            |                                                   | WELL
          answered | INVALID_ARGUMENT   | start_after                                       | WELL
          """)
  void onlyWhatShowsThatACuebotIsInTroubleShouldCount(
      String got, Status.Code code, String text, Verdict verdict) {
    assertThat(
            Breaker.verdict(
                code.toStatus().withDescription(text), trace(got), Duration.ofSeconds(30)))
        .isEqualTo(verdict);
  }

  @Test
  void callerWhoGivesNoTimeShouldNotCountAgainstCuebot() {
    assertThat(Breaker.verdict(Status.DEADLINE_EXCEEDED, trace("sent"), Duration.ofMillis(999)))
        .isEqualTo(Verdict.NOTHING);
  }

  @Test
  void unknownIdsShouldNotOpenIt() {
    Breaker breaker = new Breaker("a:1", true, recorder);
    for (int i = 0; i < 1000; i++) {
      breaker.ended(
          Breaker.verdict(
              Status.INTERNAL.withDescription("EmptyResultDataAccessException"),
              trace("answered"),
              Duration.ofSeconds(30)));
    }
    assertThat(breaker.closed()).isTrue();
  }

  @Test
  void halfOfTenShouldOpenItAndOneGoodAnswerToTheGatewayCloseIt() {
    Breaker breaker = new Breaker("a:1", true, recorder);
    for (int i = 0; i < 9; i++) {
      breaker.ended(i % 2 == 0 ? Verdict.TROUBLED : Verdict.WELL);
    }
    assertThat(breaker.closed()).as("after nine").isTrue();
    breaker.ended(Verdict.TROUBLED);
    assertThat(breaker.closed()).isFalse();
    assertThat(breaker.mayAsk()).as("at once").isFalse();

    Eventually.within(Duration.ofSeconds(3), breaker::mayAsk);
    assertThat(breaker.mayAsk()).as("a second question").isFalse();
    breaker.ended(Verdict.WELL);
    assertThat(breaker.closed()).as("by a call from before").isFalse();
    breaker.asked(Verdict.NOTHING);
    assertThat(breaker.closed()).as("without an answer").isFalse();
    Eventually.within(Duration.ofSeconds(3), breaker::mayAsk);
    breaker.asked(Verdict.WELL);

    assertThat(breaker.closed()).isTrue();
    assertThat(actions).containsExactly("opened", "closed");
  }

  @Test
  void cuebotThatKeepsFailingShouldGetNoCallsAndGetThemAgainWhenItAnswers() {
    AtomicBoolean failing = new AtomicBoolean(true);
    try (FakeCuebot fake = failingWhile(failing);
        Cuebot cuebot = connect(Guard.ALL, fake.endpoint())) {
      Eventually.within(
          Duration.ofSeconds(10),
          () ->
              Collected.call(cuebot, CHANGE, NOTHING)
                  .failure()
                  .message()
                  .startsWith("the farm keeps failing"));
      int before = changes(fake);

      FarmFailure refused = Collected.call(cuebot, CHANGE, NOTHING).failure();

      assertThat(refused)
          .isEqualTo(
              new FarmFailure.Unavailable(
                  "the farm keeps failing, so it gets no calls for the moment; nothing was sent",
                  java.util.Optional.of(Duration.ofSeconds(1)),
                  FarmFailure.Outcome.NOT_DONE));
      assertThat(changes(fake)).isEqualTo(before);
      failing.set(false);
      Eventually.within(
          Duration.ofSeconds(5),
          () -> Collected.call(cuebot, CHANGE, NOTHING).reply() instanceof Reply.Answer);
      assertThat(actions).contains("opened", "refused", "closed");
    }
  }

  @Test
  void cuebotThatKeepsFailingShouldGetAllCallsWhereTheGuardIsOff() {
    try (FakeCuebot fake = failingWhile(new AtomicBoolean(true));
        Cuebot cuebot = connect(EnumSet.of(Guard.RETRIES), fake.endpoint())) {
      for (int i = 0; i < 30; i++) {
        assertThat(Collected.call(cuebot, CHANGE, NOTHING).failure())
            .isInstanceOf(FarmFailure.Native.class);
      }
      assertThat(changes(fake)).isEqualTo(30);
      assertThat(actions).isEmpty();
    }
  }

  @Test
  void callsShouldGoToAnotherCuebotWhileOneKeepsFailing() {
    try (FakeCuebot failing = failingWhile(new AtomicBoolean(true));
        FakeCuebot well = FakeCuebot.start();
        Cuebot cuebot = connect(Guard.ALL, failing.endpoint(), well.endpoint())) {
      Eventually.within(Duration.ofSeconds(5), () -> failing.connections() == 1);
      Eventually.within(
          Duration.ofSeconds(10),
          () -> Collected.call(cuebot, CHANGE, NOTHING).reply() instanceof Reply.Answer);
      for (int i = 0; i < 20; i++) {
        Collected.call(cuebot, CHANGE, NOTHING).answer();
      }
      assertThat(changes(well)).isGreaterThanOrEqualTo(20);
      assertThat(actions).doesNotContain("refused");
    }
  }

  private static FakeCuebot failingWhile(AtomicBoolean failing) {
    return FakeCuebot.start(call ->
        failing.get()
            ? Answer.status(
                Status.INTERNAL.withDescription(
                    "org.springframework.transaction.CannotCreateTransactionException: Could not"
                        + " open JDBC Connection for transaction"))
            : Answer.EMPTY);
  }

  private static int changes(FakeCuebot fake) {
    return (int) fake.received().stream().filter(call -> call.method().equals(CHANGE)).count();
  }

  private Cuebot connect(Set<Guard> guards, String... endpoints) {
    return Cuebot.connect(
        CuebotConfig.of(endpoints).withGuards(guards),
        MethodCatalogue.load(),
        new AnswerBudget(Long.MAX_VALUE),
        recorder);
  }

  private static CallTrace trace(String got) {
    CallTrace trace = new CallTrace(bytes -> {});
    if (got.equals("unsent")) {
      return trace;
    }
    ClientStreamTracer tracer =
        trace.newClientStreamTracer(
            ClientStreamTracer.StreamInfo.newBuilder().setCallOptions(CallOptions.DEFAULT).build(),
            new Metadata());
    tracer.streamCreated(Attributes.EMPTY, new Metadata());
    if (!got.equals("sent")) {
      tracer.inboundHeaders(new Metadata());
    }
    if (got.equals("answered")) {
      tracer.inboundTrailers(new Metadata());
    }
    return trace;
  }
}
