package io.farmgate.adapter.grpc.cuebot;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How far a call got, which its final status alone does not tell: grpc-java gives its own troubles
 * the same codes as the farm's words.
 *
 * <p>One object serves one call. gRPC may open a second stream for it after the farm said that it
 * did not look at the first; only the last one counts.
 */
final class CallTrace extends ClientStreamTracer.Factory {
  private final LongConsumer received;
  private volatile boolean sent;
  private volatile boolean answering;
  private volatile @Nullable Metadata said;

  /**
   * Creates one.
   *
   * @param received told of bytes of messages as they arrive; on the transport's thread
   */
  CallTrace(LongConsumer received) {
    this.received = received;
  }

  @Override
  public ClientStreamTracer newClientStreamTracer(
      ClientStreamTracer.StreamInfo info, Metadata headers) {
    sent = false;
    answering = false;
    said = null;
    return new ClientStreamTracer() {
      @Override
      public void streamCreated(Attributes transportAttributes, Metadata requestHeaders) {
        sent = true;
      }

      @Override
      public void inboundHeaders(Metadata responseHeaders) {
        answering = true;
      }

      @Override
      public void inboundWireSize(long bytes) {
        received.accept(bytes);
      }

      @Override
      public void inboundTrailers(Metadata trailers) {
        said = trailers;
      }
    };
  }

  /** Whether the call was given to a connection, so that the farm may have acted on it. */
  boolean sent() {
    return sent;
  }

  /** Whether the farm began to answer. */
  boolean answering() {
    return answering;
  }

  /** Whether the final status is the farm's own, and not grpc-java's. */
  boolean answered() {
    return said != null;
  }

  /**
   * The call has ended with these trailers. grpc-java hands on the farm's own as they came, but
   * where it found a fault in the answer meanwhile, empty ones with a status of its own.
   */
  void ended(Metadata trailers) {
    if (said != trailers) {
      said = null;
    }
  }
}
