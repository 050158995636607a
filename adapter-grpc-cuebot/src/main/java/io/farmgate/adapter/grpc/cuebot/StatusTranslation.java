package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.adapter.grpc.cuebot.guard.HonestErrors.Meaning;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Outcome;
import io.farmgate.domain.port.NativeRpc.Call;
import io.farmgate.domain.wire.WireBytes;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Turns the gRPC status that ended a call into a failure; there is no other place that does.
 *
 * <p>What the farm itself answered keeps its code, because clients of OpenCue's contract act on the
 * number, and its text as far as that leaks nothing; what it means otherwise is for {@link Honesty}
 * to say. What grpc-java reports about a connection gets a sentence of ours: its own texts name
 * addresses. A code that gRPC does not define arrives as UNKNOWN (2), since grpc-java keeps no
 * other number.
 */
final class StatusTranslation {
  private static final Logger log = LoggerFactory.getLogger(StatusTranslation.class);

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final int INTERNAL = 13;
  private static final int UNAVAILABLE = 14;

  /** Cuebot's database is back within seconds, or not soon. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private static final String REQUEST_ID = "requestId";

  private final Call call;
  private final Duration limit;
  private final int maxReceiveBytes;
  private final CallTrace trace;
  private final Outcome lost;
  private final Honesty honesty;

  /**
   * For one call.
   *
   * @param limit how long it was allowed to take
   * @param trace how far it got
   * @param lost what is to be said of it if the farm may have seen it and did not answer
   * @param honesty what the farm means by what it says
   */
  StatusTranslation(
      Call call,
      Duration limit,
      int maxReceiveBytes,
      CallTrace trace,
      Outcome lost,
      Honesty honesty) {
    this.call = call;
    this.limit = limit;
    this.maxReceiveBytes = maxReceiveBytes;
    this.trace = trace;
    this.lost = lost;
    this.honesty = honesty;
  }

  /** Returns what the log calls the call: with the id that a client can quote. */
  private String name() {
    return call.requestId().isEmpty() ? call.method() : call.method() + " id=" + call.requestId();
  }

  FarmFailure failure(Status status, Metadata trailers) {
    return switch (status.getCode()) {
      // The farm says that all is well and did not send the one message that a call is owed.
      case OK ->
          said(Status.INTERNAL.withDescription("the farm sent no answer, or several"), trailers);
      case DEADLINE_EXCEEDED -> timedOut();
      case UNAVAILABLE -> trace.answered() ? said(status, trailers) : unreachable(status);
      case CANCELLED,
          UNKNOWN,
          INVALID_ARGUMENT,
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
          trace.answered() ? said(status, trailers) : brokenOff(status);
    };
  }

  private FarmFailure said(Status status, Metadata trailers) {
    String original = status.getDescription() == null ? "" : status.getDescription();
    int code = status.getCode().value();
    return honesty
        .meaning(call.method(), code, original)
        .map(meaning -> meant(meaning, code, original))
        .orElseGet(() -> asSaid(code, original, trailers.get(DETAILS)));
  }

  private FarmFailure meant(Meaning meaning, int said, String original) {
    int code = meaning.code();
    String text = meaning.sentence().orElseGet(() -> FarmText.clean(original));
    boolean ofTheFarm = code == INTERNAL || code == UNAVAILABLE;
    log.atLevel(ofTheFarm ? Level.WARN : Level.DEBUG)
        .addKeyValue(REQUEST_ID, call.requestId())
        .log("{}: the farm answered {} for {}: {}", name(), said, code, oneLine(original));
    return code == UNAVAILABLE
        ? new FarmFailure.Unavailable(text, Optional.of(RETRY_AFTER), lost)
        : new FarmFailure.Native(code, text, WireBytes.EMPTY);
  }

  private FarmFailure asSaid(int code, String original, byte @Nullable [] details) {
    String text = FarmText.clean(original);
    boolean detailsLeak =
        details != null && FarmText.leaks(new String(details, StandardCharsets.UTF_8));
    log.atLevel(text.equals(original) && !detailsLeak ? Level.DEBUG : Level.WARN)
        .addKeyValue(REQUEST_ID, call.requestId())
        .log("{}: the farm answered {} {}", name(), code, oneLine(original));
    return new FarmFailure.Native(
        code, text, details == null || detailsLeak ? WireBytes.EMPTY : WireBytes.wrap(details));
  }

  /** For a call whose time is over. */
  FarmFailure timedOut() {
    log.debug("{}: no answer within {}", name(), limit);
    String seconds = BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
    return trace.sent()
        ? new FarmFailure.TimedOut(
            withOutcome("the farm did not answer within " + seconds + " s"), lost)
        : new FarmFailure.TimedOut(
            "the farm could not be reached within " + seconds + " s; nothing was sent",
            Outcome.NOT_DONE);
  }

  private FarmFailure unreachable(Status status) {
    log.debug("{}: {}", name(), status);
    return trace.sent()
        ? new FarmFailure.Unavailable(
            withOutcome("the connection to the farm broke during the call"), Optional.empty(), lost)
        : new FarmFailure.Unavailable(
            "the farm cannot be reached", Optional.empty(), Outcome.NOT_DONE);
  }

  /** Says of a change what nobody can know, and how to find out. */
  private String withOutcome(String text) {
    return switch (lost) {
      case Outcome.Unknown(Optional<String> ask) ->
          text
              + "; the change may have taken effect or do so yet"
              + ask.map(read -> ", which " + read + " shows").orElse("");
      case Outcome.NotSaid _, Outcome.NotDone _, Outcome.Done _ -> text;
    };
  }

  private FarmFailure brokenOff(Status status) {
    if (status.getCode() == Status.Code.CANCELLED && Context.current().isCancelled()) {
      // Not the farm: whoever is called for over gRPC has left.
      return new FarmFailure.Native(
          status.getCode().value(),
          withOutcome("the caller gave the call up"),
          WireBytes.EMPTY,
          outcome(status));
    }
    log.atWarn()
        .addKeyValue(REQUEST_ID, call.requestId())
        .log("{}: the call was broken off: {}", name(), oneLine(status.toString()));
    String text =
        switch (status.getCode()) {
          case RESOURCE_EXHAUSTED ->
              trace.answering()
                  ? "the farm's answer is larger than max (" + maxReceiveBytes + " bytes)"
                  : "the farm takes no more calls at the moment";
          case CANCELLED -> withOutcome("the farm broke the call off");
          case OK,
              UNKNOWN,
              INVALID_ARGUMENT,
              DEADLINE_EXCEEDED,
              NOT_FOUND,
              ALREADY_EXISTS,
              PERMISSION_DENIED,
              FAILED_PRECONDITION,
              ABORTED,
              OUT_OF_RANGE,
              UNIMPLEMENTED,
              INTERNAL,
              UNAVAILABLE,
              DATA_LOSS,
              UNAUTHENTICATED ->
              "what answers in the farm's place does not speak gRPC as Cuebot does";
        };
    return new FarmFailure.Native(status.getCode().value(), text, WireBytes.EMPTY, outcome(status));
  }

  private Outcome outcome(Status status) {
    boolean tooLarge = status.getCode() == Status.Code.RESOURCE_EXHAUSTED && trace.answering();
    if (tooLarge && lost instanceof Outcome.Unknown) {
      return Outcome.DONE;
    }
    return trace.sent() ? lost : Outcome.NOT_DONE;
  }

  /** The farm's texts have several lines and may quote what a client sent. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
