package io.farmgate.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.CallFarmMethod.MethodRule;
import io.farmgate.application.CallFarmMethod.TypedMethod;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CallFarmMethodTest {
  private static final WireBytes REQUEST = WireBytes.wrap(new byte[] {1, 2});
  private static final WireBytes RESPONSE = WireBytes.wrap(new byte[] {3});
  private static final Reply.Answer ANSWER = new Reply.Answer(RESPONSE, List.of());
  private static final FarmFailure NOT_FOUND = FarmFailure.NotFound.of("job", "x");

  private final List<String> recorded = new ArrayList<>();
  private final List<NativeRpc.Call> forwarded = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();
  private final CallFarmMethod calls =
      new CallFarmMethod(
          new AccessPolicy(),
          new CallRecorder() {
            @Override
            public void record(
                Caller caller,
                String requestId,
                String farm,
                String method,
                Duration took,
                Optional<FarmFailure> failure) {
              recorded.add(caller.subject() + " " + farm + " " + method + " " + failure);
            }

            @Override
            public void ignoredKeys(String method, int count) {
              recorded.add(method + " ignored " + count);
            }
          },
          Runnable::run);

  @Test
  void callShouldReachANativeFarmUntouched() {
    List<NativeRpc.Header> metadata = List.of(new NativeRpc.Header("x-trace", "7"));
    Invocation invocation =
        new Invocation(
            new Caller("ann", Role.OPERATOR),
            nativeFarm(ANSWER),
            new MethodRule("job.JobInterface/Pause", Role.OPERATOR, Optional.empty()),
            REQUEST,
            Duration.ofSeconds(3),
            metadata);

    calls.call(invocation, Optional.of(neverCalled()), replies::add);

    assertThat(forwarded)
        .containsExactly(
            new NativeRpc.Call("job.JobInterface/Pause", REQUEST, Duration.ofSeconds(3), metadata));
    assertThat(replies).containsExactly(ANSWER);
    assertThat(recorded).containsExactly("ann farm job.JobInterface/Pause Optional.empty");
  }

  @Test
  void whatTheFarmRefusesShouldBeRecordedAndAnswered() {
    Reply refused = new Reply.Refused(NOT_FOUND);

    calls.call(invocation(Role.ADMIN, nativeFarm(refused)), Optional.empty(), replies::add);

    assertThat(replies).containsExactly(refused);
    assertThat(recorded).singleElement().asString().contains("there is no job 'x'");
  }

  @Test
  void callerWithoutTheRoleShouldNotReachTheFarm() {
    calls.call(invocation(Role.VIEWER, nativeFarm(ANSWER)), Optional.empty(), replies::add);

    assertThat(forwarded).isEmpty();
    assertThat(failure()).isInstanceOf(FarmFailure.Forbidden.class);
    assertThat(recorded).hasSize(1);
  }

  @Test
  void closedMethodShouldNotReachTheFarm() {
    FarmFailure closed = new FarmFailure.Unsupported("served by RQD");
    Invocation invocation =
        new Invocation(
            new Caller("ann", Role.ADMIN),
            nativeFarm(ANSWER),
            new MethodRule("rqd.RqdInterface/ShutdownRqdNow", Role.ADMIN, Optional.of(closed)),
            REQUEST,
            Duration.ofSeconds(3),
            List.of());

    calls.call(invocation, Optional.empty(), replies::add);

    assertThat(forwarded).isEmpty();
    assertThat(failure()).isEqualTo(closed);
  }

  @Test
  void farmWithoutANativePathShouldBeServedByTheTypedMethod() {
    calls.call(
        invocation(Role.OPERATOR, typedFarm()),
        Optional.of(invocation -> invocation.request().equals(REQUEST) ? RESPONSE : REQUEST),
        replies::add);

    assertThat(replies).containsExactly(ANSWER);
  }

  @Test
  void typedMethodsRefusalShouldBeAnswered() {
    calls.call(
        invocation(Role.OPERATOR, typedFarm()),
        Optional.of(invocation -> {
          throw new FarmException(NOT_FOUND);
        }),
        replies::add);

    assertThat(failure()).isEqualTo(NOT_FOUND);
  }

  @Test
  void brokenTypedMethodShouldBeAnsweredAndGoOnToTheThreadsHandler() {
    TypedMethod broken =
        invocation -> {
          throw new IllegalStateException("secret detail");
        };

    assertThatThrownBy(() ->
            calls.call(invocation(Role.OPERATOR, typedFarm()), Optional.of(broken), replies::add))
        .isInstanceOf(IllegalStateException.class);

    assertThat(failure()).isInstanceOf(FarmFailure.Fault.class);
    assertThat(failure().message()).doesNotContain("secret");
    assertThat(recorded).hasSize(1);
  }

  @Test
  void methodThatNobodyCanDoShouldNameTheFarm() {
    calls.call(invocation(Role.OPERATOR, typedFarm()), Optional.empty(), replies::add);

    assertThat(failure())
        .isEqualTo(
            new FarmFailure.Unsupported(
                "the farm 'farm' (a test) does not offer job.JobInterface/Pause"));
  }

  private FarmFailure failure() {
    assertThat(replies).hasSize(1);
    return ((Reply.Refused) replies.getFirst()).failure();
  }

  private static Invocation invocation(Role role, Farm farm) {
    return new Invocation(
        new Caller("ann", role),
        farm,
        new MethodRule("job.JobInterface/Pause", Role.OPERATOR, Optional.empty()),
        REQUEST,
        Duration.ofSeconds(3),
        List.of());
  }

  private Farm nativeFarm(Reply reply) {
    return new Farm(
        "farm",
        "a test",
        Optional.empty(),
        Optional.of((call, done) -> {
          forwarded.add(call);
          done.accept(reply);
        }));
  }

  private static Farm typedFarm() {
    return new Farm("farm", "a test", Optional.empty(), Optional.empty());
  }

  private static TypedMethod neverCalled() {
    return invocation -> {
      throw new AssertionError("a native farm needs no typed method");
    };
  }
}
