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
  private final CallTrace trace = new CallTrace();
  private final AtomicBoolean finished = new AtomicBoolean();

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
    if (status.isOk() && answer != null && !severalMessages) {
      finish(new Reply.Answer(WireBytes.wrap(answer), headers(headers), headers(trailers)));
      return;
    }
    refuse(new StatusTranslation(method, limit, maxReceiveBytes, trace).failure(status, trailers));
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
