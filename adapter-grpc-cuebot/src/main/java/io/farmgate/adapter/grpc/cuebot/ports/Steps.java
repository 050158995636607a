package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The calls that one change takes, in their order. A Cuebot takes them one by one: what is made
 * before one of them fails stays, and the failure says what that is.
 */
final class Steps {
  private final List<Step> all = new ArrayList<>();

  private record Step(String what, Runnable call) {}

  /**
   * Adds a call.
   *
   * @param what it sets, for people
   */
  void add(String what, Runnable call) {
    all.add(new Step(what, call));
  }

  /**
   * Makes the calls, up to the first that fails.
   *
   * @throws FarmException with that one's failure
   */
  void run() {
    for (int i = 0; i < all.size(); i++) {
      try {
        all.get(i).call().run();
      } catch (FarmException e) {
        if (i == 0) {
          throw e;
        }
        String told = " (set before that: " + names(0, i) + "; not set: " + names(i, all.size());
        throw new FarmException(told(e.failure(), told + ")"), e);
      }
    }
  }

  private String names(int from, int to) {
    return all.subList(from, to).stream().map(Step::what).collect(Collectors.joining(", "));
  }

  private static FarmFailure told(FarmFailure failure, String more) {
    String message = failure.message() + more;
    return switch (failure) {
      case FarmFailure.Invalid f -> new FarmFailure.Invalid(message, f.violations());
      case FarmFailure.Unauthenticated f -> new FarmFailure.Unauthenticated(message, f.reason());
      case FarmFailure.Forbidden _ -> new FarmFailure.Forbidden(message);
      case FarmFailure.UnknownMethod f -> new FarmFailure.UnknownMethod(message, f.near());
      case FarmFailure.NotFound _ -> new FarmFailure.NotFound(message);
      case FarmFailure.Conflict _ -> new FarmFailure.Conflict(message);
      case FarmFailure.Precondition _ -> new FarmFailure.Precondition(message);
      case FarmFailure.RateLimited f -> new FarmFailure.RateLimited(message, f.retryAfter());
      case FarmFailure.TimedOut f -> new FarmFailure.TimedOut(message, f.outcome());
      case FarmFailure.Unavailable f ->
          new FarmFailure.Unavailable(message, f.retryAfter(), f.outcome());
      case FarmFailure.Unsupported _ -> new FarmFailure.Unsupported(message);
      case FarmFailure.Fault _ -> new FarmFailure.Fault(message);
      case FarmFailure.Native f ->
          new FarmFailure.Native(f.code(), message, f.details(), f.outcome());
    };
  }
}
