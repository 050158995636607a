package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.AnswerScope;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Carries one of OpenCue's methods to a farm: untouched where the farm speaks OpenCue's contract,
 * through a {@link TypedMethod} where it does not. The order (authorise, admit, forward, record) is
 * the code of {@link #call}.
 */
public final class CallFarmMethod {
  private static final String BROKEN = "the gateway broke while it made this call";

  private final AccessPolicy policy;
  private final CallRecorder recorder;
  private final Executor blocking;

  /**
   * Creates the use case.
   *
   * @param blocking runs typed methods, which wait for disks and processes: a thread per task
   */
  public CallFarmMethod(AccessPolicy policy, CallRecorder recorder, Executor blocking) {
    this.policy = policy;
    this.recorder = recorder;
    this.blocking = blocking;
  }

  /**
   * What is known of a method before it is called.
   *
   * @param name {@code package.Service/Method}
   * @param needed the least role that may call it
   * @param closed why it is not offered at all; absent where it is
   */
  public record MethodRule(String name, Role needed, Optional<FarmFailure> closed) {}

  /**
   * One call of one method by one caller on one farm.
   *
   * @param scope ends when the answer's bytes are no longer held
   * @param requestId what the request is called in the log; may be empty
   */
  public record Invocation(
      Caller caller,
      Farm farm,
      MethodRule method,
      WireBytes request,
      Duration timeout,
      List<NativeRpc.Header> metadata,
      AnswerScope scope,
      String requestId) {
    public Invocation {
      metadata = List.copyOf(metadata);
    }

    /** A call whose answer is not held beyond its delivery. */
    public Invocation(
        Caller caller,
        Farm farm,
        MethodRule method,
        WireBytes request,
        Duration timeout,
        List<NativeRpc.Header> metadata) {
      this(caller, farm, method, request, timeout, metadata, AnswerScope.DELIVERY, "");
    }
  }

  /** Does a method with a farm's typed ports. It may block. */
  public interface TypedMethod {
    /**
     * Answers the call.
     *
     * @throws FarmException with whatever went wrong
     */
    WireBytes call(Invocation invocation);
  }

  /**
   * Makes the call. It does not block and does not throw; {@code done} is called exactly once, on a
   * thread that it must not block.
   *
   * @param typed what to do on a farm without a native path; absent where nothing can be done
   */
  public void call(Invocation invocation, Optional<TypedMethod> typed, Consumer<Reply> done) {
    long start = System.nanoTime();
    Consumer<Reply> recorded = reply -> done.accept(record(invocation, start, reply));
    try {
      MethodRule method = invocation.method();
      policy.require(invocation.caller(), method.needed(), "call " + method.name());
      if (method.closed().isPresent()) {
        recorded.accept(new Reply.Refused(method.closed().get()));
        return;
      }
      forward(invocation, typed, recorded);
    } catch (FarmException e) {
      recorded.accept(new Reply.Refused(e.failure()));
    }
  }

  /**
   * Records that parts of a request's body were passed over.
   *
   * @param method {@code package.Service/Method}
   * @param count how many; 1 or more
   */
  public void ignored(String method, int count) {
    recorder.ignoredKeys(method, count);
  }

  private void forward(
      Invocation invocation, Optional<TypedMethod> typed, Consumer<Reply> recorded) {
    Optional<NativeRpc> nativeRpc = invocation.farm().nativeRpc();
    if (nativeRpc.isPresent()) {
      nativeRpc
          .get()
          .call(
              new NativeRpc.Call(
                  invocation.method().name(),
                  invocation.request(),
                  invocation.timeout(),
                  invocation.metadata(),
                  invocation.scope(),
                  invocation.requestId()),
              recorded);
      return;
    }
    TypedMethod method = typed.orElseThrow(() -> unsupported(invocation));
    blocking.execute(() -> answer(method, invocation, recorded));
  }

  /**
   * Answers whatever happens: a bug in a method must not leave its caller waiting. The exception
   * then goes on to the thread's handler, which logs it.
   */
  private static void answer(TypedMethod method, Invocation invocation, Consumer<Reply> recorded) {
    Reply reply = new Reply.Refused(new FarmFailure.Fault(BROKEN));
    try {
      reply = new Reply.Answer(method.call(invocation), List.of());
    } catch (FarmException e) {
      reply = new Reply.Refused(e.failure());
    } finally {
      recorded.accept(reply);
    }
  }

  private Reply record(Invocation invocation, long start, Reply reply) {
    recorder.record(
        invocation.caller(),
        invocation.requestId(),
        invocation.farm().name(),
        invocation.method().name(),
        Duration.ofNanos(System.nanoTime() - start),
        switch (reply) {
          case Reply.Answer answer -> Optional.empty();
          case Reply.Refused refused -> Optional.of(refused.failure());
        });
    return reply;
  }

  private static FarmException unsupported(Invocation invocation) {
    return new FarmException(
        new FarmFailure.Unsupported(
            "the farm '"
                + invocation.farm().name()
                + "' ("
                + invocation.farm().kind()
                + ") does not offer "
                + invocation.method().name()));
  }
}
