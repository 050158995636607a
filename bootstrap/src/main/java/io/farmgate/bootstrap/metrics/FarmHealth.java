package io.farmgate.bootstrap.metrics;

import io.farmgate.adapter.http.edge.Readiness;
import io.farmgate.adapter.http.edge.Readiness.LastError;
import io.farmgate.application.CallRecorder;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls are worth sending here: the gateway is not closing down, and its farm can be
 * reached. It remembers the last error between the two. Thread-safe.
 */
public final class FarmHealth implements CallRecorder {
  private final String farm;
  private final BooleanSupplier reachable;
  private final Clock clock;
  private volatile @Nullable Remembered last;
  private volatile boolean closing;

  /**
   * Creates one.
   *
   * @param farm its name
   * @param reachable tells at once, without asking the farm
   */
  public FarmHealth(String farm, BooleanSupplier reachable, Clock clock) {
    this.farm = farm;
    this.reachable = reachable;
    this.clock = clock;
  }

  @Override
  public void record(
      Caller caller,
      String requestId,
      String farm,
      String method,
      Duration took,
      Optional<FarmFailure> failure) {
    if (failure.isPresent() && betweenGatewayAndFarm(failure.get())) {
      last = new Remembered(failure.get().message(), clock.instant());
    }
  }

  private static boolean betweenGatewayAndFarm(FarmFailure failure) {
    return switch (failure) {
      case FarmFailure.TimedOut f -> true;
      case FarmFailure.Unavailable f -> true;
      case FarmFailure.Fault f -> true;
      case FarmFailure.Invalid f -> false;
      case FarmFailure.Unauthenticated f -> false;
      case FarmFailure.Forbidden f -> false;
      case FarmFailure.UnknownMethod f -> false;
      case FarmFailure.NotFound f -> false;
      case FarmFailure.Conflict f -> false;
      case FarmFailure.Precondition f -> false;
      case FarmFailure.RateLimited f -> false;
      case FarmFailure.Unsupported f -> false;
      case FarmFailure.Native f -> false;
    };
  }

  /** From now on it is not ready. */
  public void closing() {
    closing = true;
  }

  /** Returns how it is now. */
  public Readiness now() {
    Optional<String> whyNot = Optional.empty();
    if (closing) {
      whyNot = Optional.of("the gateway is closing down");
    } else if (!reachable.getAsBoolean()) {
      whyNot = Optional.of("the farm '" + farm + "' cannot be reached");
    }
    return new Readiness(
        farm,
        whyNot,
        Optional.ofNullable(last)
            .map(r -> new LastError(r.message, Duration.between(r.when, clock.instant()))));
  }

  private record Remembered(String message, Instant when) {}
}
