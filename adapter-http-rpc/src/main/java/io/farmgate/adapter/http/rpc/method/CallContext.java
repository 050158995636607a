package io.farmgate.adapter.http.rpc.method;

import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.AnswerScope;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.NativeRpc.Header;
import java.time.Duration;
import java.util.List;

/**
 * On whose behalf, on which farm and until when calls are made.
 *
 * @param deadline in the terms of {@link System#nanoTime}
 * @param metadata what goes to the farm beside each message
 * @param requestId what the request is called in the log
 * @param scope ends when the answers to all of it are with the client
 */
public record CallContext(
    Caller caller,
    Farm farm,
    long deadline,
    List<Header> metadata,
    KillFields.Values kill,
    String requestId,
    AnswerScope scope) {
  public CallContext {
    metadata = List.copyOf(metadata);
  }

  /**
   * Returns the time that is left.
   *
   * @throws FarmException with {@link FarmFailure.TimedOut} where there is none
   */
  public Duration remaining() {
    long nanos = deadline - System.nanoTime();
    if (nanos <= 0) {
      throw new FarmException(
          new FarmFailure.TimedOut(
              "the time for the call had passed before it was made", FarmFailure.Outcome.NOT_DONE));
    }
    return Duration.ofNanos(nanos);
  }
}
