package io.farmgate.domain.port;

import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.wire.WireBytes;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The raw path to a farm that speaks OpenCue's own contract: wire bytes in, wire bytes out, one
 * method as good as another.
 *
 * <p>It is the one asynchronous port: completing on the transport's thread was measured to cost
 * half of a thread per call. Safe to call from many threads.
 */
public interface NativeRpc {

  /**
   * Sends a call. It does not block and does not throw; {@code done} is called exactly once, on a
   * thread that it must not block.
   */
  void call(Call call, Consumer<Reply> done);

  /**
   * One call.
   *
   * @param method {@code package.Service/Method}
   * @param request the wire bytes of the request message
   * @param timeout how long the caller is willing to wait; positive
   * @param metadata what to send along, names in lower case
   * @param scope ends when the answer's bytes are no longer held
   * @param requestId what the request that makes the call is called in the log; may be empty
   */
  record Call(
      String method,
      WireBytes request,
      Duration timeout,
      List<Header> metadata,
      AnswerScope scope,
      String requestId) {
    public Call {
      metadata = List.copyOf(metadata);
    }

    /** A call whose answer is not held beyond its delivery. */
    public Call(String method, WireBytes request, Duration timeout, List<Header> metadata) {
      this(method, request, timeout, metadata, AnswerScope.DELIVERY, "");
    }
  }

  /** One name and value that travels beside a message. */
  record Header(String name, String value) {}

  /** How a call ended. */
  sealed interface Reply {
    /**
     * The farm answered.
     *
     * @param response the wire bytes of the response message; a long one may be unread, and is
     *     given back when the call's scope ends
     * @param metadata what came before it
     * @param trailers what came after it
     */
    record Answer(WireBytes response, List<Header> metadata, List<Header> trailers)
        implements Reply {
      public Answer {
        metadata = List.copyOf(metadata);
        trailers = List.copyOf(trailers);
      }

      /** An answer with nothing after it. */
      public Answer(WireBytes response, List<Header> metadata) {
        this(response, metadata, List.of());
      }
    }

    /** It did not. */
    record Refused(FarmFailure failure) implements Reply {}
  }
}
