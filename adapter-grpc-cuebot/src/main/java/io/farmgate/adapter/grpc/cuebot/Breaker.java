package io.farmgate.adapter.grpc.cuebot;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps calls from a Cuebot that is there and keeps failing: when half of its answers of the last
 * ten seconds, of ten at least, say that it is in trouble. Then it is asked once a second by the
 * gateway itself, and gets calls again as soon as it answers. Thread-safe.
 */
final class Breaker {
  private static final Logger log = LoggerFactory.getLogger(Breaker.class);

  private static final int WINDOW_SECONDS = 10;

  private static final int FEWEST_CALLS = 10;

  private static final float TROUBLED_PERCENT = 50;

  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(500);

  /** A caller who gives a call less time than this says nothing about Cuebot. */
  private static final Duration FAIR_LIMIT = Duration.ofSeconds(1);

  /** How Cuebot says that its database is away, or that all connections to it are taken. */
  private static final Pattern DATABASE_AWAY =
      Pattern.compile(
          "CannotCreateTransactionException|CannotGetJdbcConnectionException"
              + "|SQLTransientConnectionException|Connection is (?:not available|closed)");

  /** What the end of a call says about its Cuebot. */
  enum Verdict {
    WELL,
    TROUBLED,
    /** Nothing: it was not sent, or its caller ended it. */
    NOTHING
  }

  private final CircuitBreaker circuit;
  private final boolean on;

  Breaker(String endpoint, boolean on, GuardRecorder recorder) {
    this.on = on;
    this.circuit =
        CircuitBreaker.of(
            endpoint,
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    WINDOW_SECONDS,
                    FEWEST_CALLS,
                    CircuitBreakerConfig.SlidingWindowType.TIME_BASED,
                    CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(TROUBLED_PERCENT)
                .waitDurationInOpenState(ASK_AGAIN_AFTER)
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordResult(result -> result == Verdict.TROUBLED)
                .build());
    circuit
        .getEventPublisher()
        .onStateTransition(event -> changed(endpoint, event.getStateTransition(), recorder));
  }

  private static void changed(
      String endpoint, CircuitBreaker.StateTransition change, GuardRecorder recorder) {
    boolean wasClosed = change.getFromState() == CircuitBreaker.State.CLOSED;
    switch (change.getToState()) {
      case OPEN -> {
        if (wasClosed) {
          recorder.acted(Guard.BREAKER, "opened");
          log.warn("Cuebot {} keeps failing; it gets no calls until it answers again", endpoint);
        }
      }
      case CLOSED -> {
        recorder.acted(Guard.BREAKER, "closed");
        log.info("Cuebot {} answers again", endpoint);
      }
      case HALF_OPEN, DISABLED, FORCED_OPEN, METRICS_ONLY -> {}
    }
  }

  /** Whether calls may be sent. */
  boolean closed() {
    return circuit.getState() == CircuitBreaker.State.CLOSED;
  }

  /** A caller's call has ended. */
  void ended(Verdict verdict) {
    // Calls that were sent before it opened end late, and must not pass for the gateway's question.
    if (on && verdict != Verdict.NOTHING && closed()) {
      circuit.onResult(0, TimeUnit.NANOSECONDS, verdict);
    }
  }

  /** Whether it is time for the gateway to ask; if so, {@link #asked} has to follow. */
  boolean mayAsk() {
    return !closed() && circuit.tryAcquirePermission();
  }

  /** The gateway's own question has ended. */
  void asked(Verdict verdict) {
    if (circuit.getState() == CircuitBreaker.State.HALF_OPEN) {
      circuit.onResult(
          0, TimeUnit.NANOSECONDS, verdict == Verdict.WELL ? Verdict.WELL : Verdict.TROUBLED);
    }
  }

  /** A new connection stands, so what was learnt over the last one is forgotten. */
  void reset() {
    if (!closed()) {
      circuit.transitionToClosedState();
    }
  }

  /**
   * Judges the end of a call. INTERNAL is what Cuebot answers to most things that are the caller's
   * mistake, an unknown id first, so of what it answers itself only two things count against it:
   * UNAVAILABLE, and a text that says that its database is away.
   *
   * @param limit how long the call was allowed to take
   */
  static Verdict verdict(Status status, CallTrace trace, Duration limit) {
    if (!trace.sent()) {
      return Verdict.NOTHING;
    }
    if (trace.answered()) {
      String text = status.getDescription();
      boolean away = text != null && DATABASE_AWAY.matcher(text).find();
      return away || status.getCode() == Status.Code.UNAVAILABLE ? Verdict.TROUBLED : Verdict.WELL;
    }
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED ->
          limit.compareTo(FAIR_LIMIT) < 0 ? Verdict.NOTHING : Verdict.TROUBLED;
      // A broken connection shows in the link's state, and a new one is a new start.
      case UNAVAILABLE, CANCELLED -> Verdict.NOTHING;
      // An answer over the limit is an answer; before one, it means that streams are refused.
      case RESOURCE_EXHAUSTED -> trace.answering() ? Verdict.WELL : Verdict.TROUBLED;
      case OK,
          UNKNOWN,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS,
          UNAUTHENTICATED ->
          Verdict.TROUBLED;
    };
  }
}
