package io.farmgate.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.CallFarmMethod.MethodRule;
import io.farmgate.application.CallFarmMethod.TypedMethod;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.WireBytes;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CallFarmMethodTest {
  private static final WireBytes REQUEST = WireBytes.wrap(new byte[] {1});
  private static final WireBytes RESPONSE = WireBytes.wrap(new byte[] {2});

  private final List<NativeRpc.Call> sent = new ArrayList<>();
  private final List<String> recorded = new ArrayList<>();
  private final CallFarmMethod calls =
      new CallFarmMethod(
          new AccessPolicy(),
          (caller, farm, method, took, failure) ->
              recorded.add(
                  caller.subject()
                      + " "
                      + farm
                      + " "
                      + method
                      + " "
                      + failure.map(FarmFailure::message).orElse("ok")),
          Runnable::run);

  @Test
  void aCallGoesToTheFarmThatSpeaksTheContractAsItIs() {
    Reply reply = call(nativeFarm(), Role.OPERATOR, open(), Optional.of(typed()));

    assertThat(reply).isEqualTo(new Reply.Answer(RESPONSE, List.of()));
    assertThat(sent)
        .containsExactly(
            new NativeRpc.Call(
                "a.B/C", REQUEST, Duration.ofSeconds(5), List.of(new NativeRpc.Header("x", "1"))));
    assertThat(recorded).containsExactly("ana farm a.B/C ok");
  }

  @Test
  void aFarmThatDoesNotSpeakItIsServedByTheTypedMethod() {
    Reply reply = call(typedFarm(), Role.OPERATOR, open(), Optional.of(typed()));

    assertThat(reply).isEqualTo(new Reply.Answer(RESPONSE, List.of()));
    assertThat(sent).isEmpty();
  }

  @Test
  void withoutATypedMethodTheFarmLacksIt() {
    Reply reply = call(typedFarm(), Role.OPERATOR, open(), Optional.empty());

    assertThat(failure(reply))
        .isEqualTo(new FarmFailure.Unsupported("the farm 'farm' (kind) does not offer a.B/C"));
  }

  @Test
  void whatATypedMethodRefusesIsTheReply() {
    FarmFailure missing = FarmFailure.NotFound.of("job", "j1");
    TypedMethod refusing =
        call -> {
          throw new FarmException(missing);
        };

    assertThat(failure(call(typedFarm(), Role.OPERATOR, open(), Optional.of(refusing))))
        .isEqualTo(missing);
    assertThat(recorded).containsExactly("ana farm a.B/C there is no job 'j1'");
  }

  @Test
  void aCallerWithoutTheRoleNeverReachesTheFarm() {
    Reply reply = call(nativeFarm(), Role.VIEWER, open(), Optional.empty());

    assertThat(failure(reply)).isInstanceOf(FarmFailure.Forbidden.class);
    assertThat(sent).isEmpty();
    assertThat(recorded).hasSize(1);
  }

  @Test
  void aClosedMethodNeverReachesTheFarm() {
    FarmFailure why = new FarmFailure.Forbidden("never");
    MethodRule closed = new MethodRule("a.B/C", Role.VIEWER, Optional.of(why));

    assertThat(failure(call(nativeFarm(), Role.ADMIN, closed, Optional.empty()))).isEqualTo(why);
    assertThat(sent).isEmpty();
  }

  private Reply call(Farm farm, Role role, MethodRule method, Optional<TypedMethod> typed) {
    List<Reply> replies = new ArrayList<>();
    calls.call(
        new Invocation(
            new Caller("ana", role),
            farm,
            method,
            REQUEST,
            Duration.ofSeconds(5),
            List.of(new NativeRpc.Header("x", "1"))),
        typed,
        replies::add);
    assertThat(replies).as("answered exactly once").hasSize(1);
    return replies.getFirst();
  }

  private static FarmFailure failure(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Refused.class);
    return ((Reply.Refused) reply).failure();
  }

  private Farm nativeFarm() {
    NativeRpc rpc =
        (call, done) -> {
          sent.add(call);
          done.accept(new Reply.Answer(RESPONSE, List.of()));
        };
    return new Farm("farm", "kind", Optional.empty(), Optional.of(rpc));
  }

  private static Farm typedFarm() {
    return new Farm("farm", "kind", Optional.empty(), Optional.empty());
  }

  private static MethodRule open() {
    return new MethodRule("a.B/C", Role.OPERATOR, Optional.empty());
  }

  private static TypedMethod typed() {
    return call -> RESPONSE;
  }
}
