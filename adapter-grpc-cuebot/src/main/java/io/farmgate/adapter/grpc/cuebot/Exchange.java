package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.adapter.grpc.cuebot.guard.Lane;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Outcome;
import io.farmgate.domain.port.NativeRpc.Call;
import io.farmgate.domain.port.NativeRpc.Header;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a call: collects what comes back and hands over exactly one reply. */
final class Exchange extends ClientCall.Listener<WireBytes> {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private final Call call;
  private final Duration limit;
  private final int maxReceiveBytes;
  private final Outcome lost;
  private final Honesty honesty;
  private final Ending ending;
  private final CallTrace trace = new CallTrace(this::received);
  private final AtomicBoolean finished = new AtomicBoolean();

  private Lane.@Nullable Pass pass;
  private volatile @Nullable Future<?> alarm;
  private volatile boolean late;
  private volatile @Nullable Future<?> deadline;
  private volatile long until;
  private volatile boolean ended;
  private @Nullable Link link;
  private @Nullable AnswerMeter meter;
  private @Nullable ClientCall<?, ?> wire;
  private @Nullable Metadata headers;
  private @Nullable WireBytes response;
  private boolean severalMessages;
  private Retries.End end = Retries.End.FINAL;
  private Breaker.Verdict verdict = Breaker.Verdict.NOTHING;

  /** Is told of an attempt's end, once. */
  @FunctionalInterface
  interface Ending {
    void ended(Exchange attempt, Reply reply);
  }

  /**
   * Creates one.
   *
   * @param call what is asked; its time-out does not count here
   * @param limit how long the call may take with all its attempts, for messages
   * @param lost what became of the call if the farm may have seen it and does not answer
   * @param honesty what the farm means by what it says
   */
  Exchange(
      Call call,
      Duration limit,
      int maxReceiveBytes,
      Outcome lost,
      Honesty honesty,
      Ending ending) {
    this.call = call;
    this.limit = limit;
    this.maxReceiveBytes = maxReceiveBytes;
    this.lost = lost;
    this.honesty = honesty;
    this.ending = ending;
  }

  CallTrace trace() {
    return trace;
  }

  /** Whether its caller has a reply. */
  boolean isOver() {
    return finished.get();
  }

  /**
   * To be called before the call is started; false where its caller has been told meanwhile that
   * nothing was sent, so that nothing may be.
   */
  synchronized boolean goesOut(Link link, ClientCall<?, ?> wire, AnswerMeter meter) {
    if (finished.get()) {
      return false;
    }
    this.link = link;
    this.wire = wire;
    this.meter = meter;
    link.sent();
    return true;
  }

  /** The call is the one in its lane, until the farm is known to be done with it. */
  void takesLane(Lane.Pass pass) {
    this.pass = pass;
  }

  /** Sets what calls {@link #late} in time; to be called after the call was started. */
  void endsBy(Future<?> alarm) {
    this.alarm = alarm;
    if (finished.get()) {
      alarm.cancel(false);
    }
  }

  /**
   * The caller's time is over, while the call itself may go on for a while: its caller is told, and
   * the farm is listened to until it is done. A call that has not left the gateway does not leave
   * it any more.
   */
  void late() {
    late = true;
    ClientCall<?, ?> out = outOrRefused();
    if (out == null) {
      return;
    }
    if (trace.sent()) {
      verdict = Breaker.verdict(Status.DEADLINE_EXCEEDED, trace, limit);
      refuse(translation().timedOut());
    } else {
      out.cancel("the caller's time is over", null);
    }
  }

  /** The farm is listened to for so long; to be called before the call is started. */
  void listensFor(Duration time) {
    until = System.nanoTime() + time.toNanos();
  }

  /** Sets what calls {@link #overdue} in time; to be called after the call was started. */
  void overdueAt(Future<?> alarm) {
    deadline = alarm;
    if (ended) {
      alarm.cancel(false);
    }
  }

  /** The farm is not listened to any longer. */
  void overdue() {
    ClientCall<?, ?> out = wire;
    if (out != null) {
      out.cancel("its time is over", null);
    }
  }

  /** Returns the call that is out; where there is none, there will be none. */
  private @Nullable ClientCall<?, ?> outOrRefused() {
    synchronized (this) {
      if (wire != null || !finished.compareAndSet(false, true)) {
        return wire;
      }
    }
    tell(new Reply.Refused(translation().timedOut()));
    return null;
  }

  /** Each {@link Link#sent} has its end: what goes out sees that it is over, or is seen here. */
  private synchronized @Nullable Link linkInUse() {
    return link;
  }

  /** Bytes of a message have arrived; on the transport's thread. */
  private void received(long bytes) {
    heard();
    AnswerMeter counting = meter;
    ClientCall<?, ?> out = wire;
    if (counting != null && out != null && !finished.get() && !counting.received(bytes)) {
      refuse(AnswerMeter.givenUp());
      out.cancel("there is no room for its answer", null);
    }
  }

  @Override
  public void onHeaders(Metadata responseHeaders) {
    headers = responseHeaders;
    heard();
    ClientCall<?, ?> out = wire;
    if (late && finished.get() && out != null) {
      // The farm is done, which is all that was waited for.
      out.cancel("its caller has been told that it is too late", null);
    }
  }

  @Override
  public void onMessage(WireBytes message) {
    if (response != null) {
      severalMessages = true;
      response.release();
    }
    response = message;
  }

  @Override
  public void onClose(Status said, Metadata trailers) {
    ended = true;
    trace.ended(trailers);
    Future<?> set = deadline;
    if (set != null) {
      set.cancel(false);
    }
    Status status = isOverdue(said) ? Status.DEADLINE_EXCEEDED : ofConnection(said);
    leaveLane(status);
    WireBytes answer = response;
    if (trace.answered()) {
      heard();
    }
    verdict = Breaker.verdict(status, trace, limit);
    if (!finished.get()
        && status.isOk()
        && answer != null
        && !severalMessages
        && deliver(answer, trailers)) {
      return;
    }
    if (answer != null) {
      answer.release();
    }
    dropped();
    if (finished.get()) {
      return;
    }
    if (late) {
      refuse(translation().timedOut());
      return;
    }
    end = endOf(status);
    if (end == Retries.End.UNSEEN && link != null) {
      link.explain(status);
    }
    refuse(translation().failure(status, trailers));
  }

  /** Cancelled by {@link #overdue}, or by a farm that keeps to the deadline that it was told. */
  private boolean isOverdue(Status said) {
    return said.getCode() == Status.Code.CANCELLED
        && !trace.answered()
        && System.nanoTime() - until >= 0;
  }

  /** A call that meets a connection as that breaks is UNKNOWN to grpc-java, which knows better. */
  private Status ofConnection(Status said) {
    return said.getCode() == Status.Code.UNKNOWN
            && said.getCause() instanceof IOException
            && !trace.answered()
        ? Status.UNAVAILABLE.withDescription(said.getDescription()).withCause(said.getCause())
        : said;
  }

  private StatusTranslation translation() {
    return new StatusTranslation(call, limit, maxReceiveBytes, trace, lost, honesty);
  }

  private void heard() {
    if (link != null) {
      link.heard();
    }
  }

  /** How far it got; to be asked when it has ended. */
  Retries.End end() {
    return end;
  }

  private Retries.End endOf(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE -> trace.sent() ? Retries.End.LOST : Retries.End.UNSEEN;
      // A Cuebot that goes resets the calls that it has; a caller who leaves looks the same.
      case CANCELLED ->
          trace.answered() || Context.current().isCancelled()
              ? Retries.End.FINAL
              : Retries.End.LOST;
      case OK,
          UNKNOWN,
          INVALID_ARGUMENT,
          DEADLINE_EXCEEDED,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS,
          UNAUTHENTICATED ->
          Retries.End.FINAL;
    };
  }

  private void leaveLane(Status status) {
    Lane.Pass mine = pass;
    if (mine == null) {
      return;
    }
    if (!trace.sent() || trace.answering() || trace.answered()) {
      mine.leave();
    } else if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      log.atWarn()
          .addKeyValue("requestId", call.requestId())
          .log(
              "{} id={}: the farm is not done with it long after its deadline; others go on",
              call.method(),
              call.requestId());
      mine.leave();
    } else {
      mine.leaveAfter(InLane.AFTER_BREAK);
    }
  }

  /** The call had its turn and did not go. */
  void notSent() {
    Lane.Pass mine = pass;
    if (mine != null) {
      mine.leave();
    }
  }

  /** The call could not be started, or not wholly. */
  void broken(FarmFailure failure) {
    refuse(failure);
    dropped();
    Lane.Pass mine = pass;
    if (mine != null) {
      mine.leaveAfter(InLane.AFTER_BREAK);
    }
  }

  /** Hands the answer over; false where it turned out that there is no room for it. */
  private boolean deliver(WireBytes answer, Metadata trailers) {
    if (meter != null && !meter.delivered(answer)) {
      refuse(AnswerMeter.givenUp());
      return false;
    }
    finish(new Reply.Answer(answer, headers(headers), headers(trailers)));
    return true;
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
    if (finished.compareAndSet(false, true)) {
      tell(reply);
    }
  }

  private void tell(Reply reply) {
    Future<?> set = alarm;
    if (set != null) {
      set.cancel(false);
    }
    Link used = linkInUse();
    if (used != null) {
      used.ended(verdict);
    }
    try {
      ending.ended(this, reply);
    } catch (RuntimeException bug) {
      log.error(
          "the receiver of the answer to {} id={} failed", call.method(), call.requestId(), bug);
    }
  }
}
