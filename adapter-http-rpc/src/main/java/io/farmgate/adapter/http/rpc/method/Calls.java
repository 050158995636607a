package io.farmgate.adapter.http.rpc.method;

import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Sends calls on their way. Thread-safe. */
public final class Calls {
  private final CallFarmMethod farm;

  /** Creates one over the use case. */
  public Calls(CallFarmMethod farm) {
    this.farm = farm;
  }

  /**
   * Makes a call without blocking; {@code done} as in {@link CallFarmMethod#call}.
   *
   * @throws FarmException with TimedOut where no time is left; {@code done} is not called then
   */
  public void start(CallContext context, Method method, byte[] request, Consumer<Reply> done) {
    byte[] filled =
        method.killFields().map(fields -> fields.fill(request, context.kill())).orElse(request);
    farm.call(
        new Invocation(
            context.caller(),
            context.farm(),
            method.rule(),
            WireBytes.wrap(filled),
            context.remaining(),
            context.metadata(),
            context.scope(),
            context.requestId()),
        method.typed(),
        done);
  }

  /** Reports that parts of a body were passed over; nothing where there are none. */
  public void ignored(Method method, int count) {
    if (count > 0) {
      farm.ignored(method.name(), count);
    }
  }

  /**
   * Makes a call and waits for it; for virtual threads.
   *
   * @throws FarmException with what the farm refused
   */
  public Reply.Answer wait(CallContext context, Method method, byte[] request) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    start(context, method, request, reply::complete);
    // The farm's own deadline ends the wait; join is not interrupted by anything else.
    return switch (reply.join()) {
      case Reply.Answer answer -> answer;
      case Reply.Refused refused -> throw new FarmException(refused.failure());
    };
  }
}
