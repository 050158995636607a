package io.farmgate.adapter.grpc.cuebot.overload;

import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Call;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.grpc.Context;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who waits for the answer to a read, and until when. Thread-safe. */
final class Reader {
  private static final Logger log = LoggerFactory.getLogger(Reader.class);

  private final Call call;
  private final Consumer<Reply> done;
  private final long deadline;

  /** In which the caller's giving up is seen. */
  private final Context context = Context.current();

  private final AtomicBoolean answered = new AtomicBoolean();

  Reader(Call call, Consumer<Reply> done, long now) {
    this.call = call;
    this.done = done;
    this.deadline = now + call.timeout().toNanos();
  }

  Call call() {
    return call;
  }

  Context context() {
    return context;
  }

  /** Returns the nanoseconds that are left; 0 or less for none. */
  long left(long now) {
    return deadline - now;
  }

  /** Returns the call with the time that is left. */
  Call rest(long now) {
    return new Call(
        call.method(),
        call.request(),
        Duration.ofNanos(Math.max(1, left(now))),
        call.metadata(),
        call.scope(),
        call.requestId());
  }

  /** Answers, unless it has been; false where it has. */
  boolean answer(Reply reply) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    try {
      done.accept(reply);
    } catch (RuntimeException bug) {
      log.error("the receiver of the answer to {} failed", call.method(), bug);
    }
    return true;
  }

  /** Answers that its time is over. */
  void expire() {
    String seconds =
        BigDecimal.valueOf(call.timeout().toMillis(), 3).stripTrailingZeros().toPlainString();
    answer(
        new Reply.Refused(
            new FarmFailure.TimedOut(
                "the farm did not answer within " + seconds + " s", FarmFailure.Outcome.NOT_SAID)));
  }
}
