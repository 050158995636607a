package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.domain.WireBytes;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Header;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call on its way: collects what comes back and hands over exactly one reply. */
final class Exchange extends ClientCall.Listener<byte[]> {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private final String method;
  private final Duration limit;
  private final int maxReceiveBytes;
  private final Consumer<Reply> done;
  private final CallTrace trace = new CallTrace(this::received);
  private final AtomicBoolean finished = new AtomicBoolean();

  private @Nullable AnswerMeter meter;
  private @Nullable ClientCall<?, ?> wire;
  private @Nullable Metadata headers;
  private byte @Nullable [] response;
  private boolean severalMessages;

  Exchange(String method, Duration limit, int maxReceiveBytes, Consumer<Reply> done) {
    this.method = method;
    this.limit = limit;
    this.maxReceiveBytes = maxReceiveBytes;
    this.done = done;
  }

  Duration limit() {
    return limit;
  }

  CallTrace trace() {
    return trace;
  }

  /** To be called before the call is started. */
  void goesOut(ClientCall<?, ?> wire, AnswerMeter meter) {
    this.wire = wire;
    this.meter = meter;
  }

  /** Bytes of a message have arrived; on the transport's thread. */
  private void received(long bytes) {
    AnswerMeter counting = meter;
    ClientCall<?, ?> call = wire;
    if (counting != null && call != null && !finished.get() && !counting.received(bytes)) {
      refuse(AnswerMeter.givenUp());
      call.cancel("there is no room for its answer", null);
    }
  }

  @Override
  public void onHeaders(Metadata responseHeaders) {
    headers = responseHeaders;
  }

  @Override
  public void onMessage(byte[] message) {
    severalMessages = response != null;
    response = message;
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    byte[] answer = response;
    if (finished.get()) {
      dropped();
      return;
    }
    if (status.isOk() && answer != null && !severalMessages) {
      if (meter != null && !meter.delivered(answer.length)) {
        refuse(AnswerMeter.givenUp());
        return;
      }
      finish(new Reply.Answer(WireBytes.wrap(answer), headers(headers), headers(trailers)));
      return;
    }
    dropped();
    refuse(new StatusTranslation(method, limit, maxReceiveBytes, trace).failure(status, trailers));
  }

  /** Nobody gets an answer: what was taken for it is given back. */
  void dropped() {
    if (meter != null) {
      meter.dropped();
    }
  }

  private static List<Header> headers(@Nullable Metadata metadata) {
    List<Header> all = new ArrayList<>();
    if (metadata != null) {
      WireHeaders.addTo(all, metadata);
    }
    return all;
  }

  void refuse(FarmFailure failure) {
    finish(new Reply.Refused(failure));
  }

  private void finish(Reply reply) {
    if (!finished.compareAndSet(false, true)) {
      return;
    }
    try {
      done.accept(reply);
    } catch (RuntimeException bug) {
      log.error("the receiver of the answer to {} failed", method, bug);
    }
  }
}
