package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.adapter.http.edge.Printable;
import io.farmgate.adapter.http.rpc.method.Method;
import io.farmgate.application.Admission.Verdict;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call. It begins on the connection's thread, which nothing here blocks, and is answered on
 * whatever thread the farm's answer comes on.
 *
 * <p>A native farm is called in gRPC's context of this call. So a caller who gives up gives up the
 * call to the farm too.
 */
final class FarmCall extends ServerCall.Listener<WireBytes> {
  private static final Logger log = LoggerFactory.getLogger(FarmCall.class);
  private static final Logger ACCESS = LoggerFactory.getLogger("farmgate.access");
  private static final Metadata.Key<String> REQUEST_ID = GrpcMetadata.ascii("x-request-id");
  private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final FarmRegistry.Shared shared;
  private final ServerCall<WireBytes, WireBytes> call;
  private final Metadata metadata;
  private final String requestId;
  private final long start = System.nanoTime();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean over = new AtomicBoolean();
  private final CallScope scope = new CallScope();

  private @Nullable Caller caller;
  private @Nullable Method method;
  private @Nullable WireBytes request;
  private boolean severalMessages;
  private volatile Status.Code outcome = Status.Code.CANCELLED;
  private volatile int answerBytes;

  FarmCall(FarmRegistry.Shared shared, ServerCall<WireBytes, WireBytes> call, Metadata metadata) {
    this.shared = shared;
    this.call = call;
    this.metadata = metadata;
    String sent = metadata.get(REQUEST_ID);
    this.requestId =
        sent != null && SANE_ID.matcher(sent).matches()
            ? sent
            : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /** Asks who calls and, if they are known, for the message of {@code called}. */
  void begin(Optional<Method> called) {
    shared.inFlight().begin();
    try {
      caller = shared.callers().of(call, metadata);
      if (!isAdmitted(caller)) {
        return;
      }
      method = called.orElseThrow(this::unknownMethod);
      // Two, so that a client that sends more than the one message of a unary call is noticed.
      call.request(2);
    } catch (FarmException e) {
      refuse(e.failure());
    } catch (RuntimeException e) {
      // A bug of ours must still end the call: gRPC would forget it, and closing wait for it.
      log.error("a gRPC call could not begin; its id is {}", requestId, e);
      refuse(new FarmFailure.Fault("the gateway broke while it made this call"));
    }
  }

  private boolean isAdmitted(Caller known) {
    return switch (shared.admission().admit(known)) {
      case Verdict.Unlimited _, Verdict.Admitted _ -> true;
      case Verdict.Refused refused -> {
        refuse(refused.failure());
        yield false;
      }
    };
  }

  @Override
  public void onMessage(WireBytes message) {
    severalMessages = request != null;
    request = message;
  }

  @Override
  public void onHalfClose() {
    Caller known = caller;
    Method called = method;
    if (known == null || called == null) {
      return;
    }
    WireBytes whole = request;
    if (whole == null || severalMessages) {
      refuse(
          new FarmFailure.Invalid(
              called.name() + ": no message, or several (expected: one request message)"));
      return;
    }
    Duration timeout = timeout();
    if (!timeout.isPositive()) {
      refuse(
          new FarmFailure.TimedOut(
              "the time for the call had passed before it was made", FarmFailure.Outcome.NOT_DONE));
      return;
    }
    shared
        .useCase()
        .call(
            new Invocation(
                known,
                shared.farms().byDefault(),
                called.rule(),
                whole,
                timeout,
                GrpcMetadata.of(metadata),
                scope,
                requestId),
            called.typed(),
            this::answer);
  }

  /** The caller's deadline, at most the longest time; the default where there is none. */
  private Duration timeout() {
    Deadline deadline = Context.current().getDeadline();
    if (deadline == null) {
      return shared.config().defaultTimeout();
    }
    Duration left = Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS));
    Duration longest = shared.config().longestTimeout();
    return left.compareTo(longest) > 0 ? longest : left;
  }

  private void answer(Reply reply) {
    switch (reply) {
      case Reply.Answer(WireBytes response, var farmsMetadata, var farmsTrailers) -> {
        if (over.get() || !answered.compareAndSet(false, true)) {
          return;
        }
        Metadata headers = new Metadata();
        headers.put(REQUEST_ID, requestId);
        GrpcMetadata.addTo(headers, farmsMetadata);
        answerBytes = response.size();
        outcome = Status.Code.OK;
        call.sendHeaders(headers);
        call.sendMessage(response);
        Metadata trailers = new Metadata();
        GrpcMetadata.addTo(trailers, farmsTrailers);
        call.close(Status.OK, trailers);
      }
      case Reply.Refused(FarmFailure failure) -> refuse(failure);
    }
  }

  private void refuse(FarmFailure failure) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    Status status = GrpcFailures.status(failure, requestId);
    Metadata trailers = new Metadata();
    trailers.put(REQUEST_ID, requestId);
    GrpcFailures.addTo(trailers, failure);
    outcome = status.getCode();
    call.close(status, trailers);
  }

  private FarmException unknownMethod() {
    String name = call.getMethodDescriptor().getFullMethodName();
    return new FarmException(
        new FarmFailure.UnknownMethod(
            "there is no method " + Printable.of(name), shared.catalogue().nearest(name, 3)));
  }

  @Override
  public void onComplete() {
    end(outcome);
  }

  @Override
  public void onCancel() {
    end(Status.Code.CANCELLED);
  }

  private void end(Status.Code how) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    shared.inFlight().end();
    scope.end();
    if (!ACCESS.isInfoEnabled()) {
      return;
    }
    Caller known = caller;
    ACCESS.info(
        "GRPC /{} {} bytes={} ms={} subject={} id={} peer={}",
        Printable.of(call.getMethodDescriptor().getFullMethodName()),
        how,
        answerBytes,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
        known == null ? "-" : Printable.of(known.subject()),
        requestId,
        GrpcCallers.address(call).map(InetAddress::getHostAddress).orElse("-"));
  }
}
