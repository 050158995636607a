package io.farmgate.bootstrap.metrics;

import io.farmgate.domain.failure.FarmFailure;

/** One word for how a call ended, for logs and figures. */
public final class Outcomes {
  static final String OK = "ok";

  /** gRPC's last status code. Farms have been seen to answer others. */
  private static final int LAST_CODE = 16;

  private Outcomes() {}

  /** Returns the word for a failure; for a farm's own status, with its number. */
  public static String word(FarmFailure failure) {
    return switch (failure) {
      case FarmFailure.Invalid f -> "invalid";
      case FarmFailure.Unauthenticated f -> "unauthenticated";
      case FarmFailure.Forbidden f -> "forbidden";
      case FarmFailure.UnknownMethod f -> "unknown-method";
      case FarmFailure.NotFound f -> "not-found";
      case FarmFailure.Conflict f -> "conflict";
      case FarmFailure.Precondition f -> "precondition";
      case FarmFailure.RateLimited f -> "rate-limited";
      case FarmFailure.TimedOut f -> "timed-out";
      case FarmFailure.Unavailable f -> "unavailable";
      case FarmFailure.Unsupported f -> "unsupported";
      case FarmFailure.Fault f -> "fault";
      case FarmFailure.Native f -> "native-" + f.code();
    };
  }

  /** Returns a word out of a closed list: figures are kept for each. */
  static String bounded(FarmFailure failure) {
    return failure instanceof FarmFailure.Native status
            && (status.code() < 0 || status.code() > LAST_CODE)
        ? "native-other"
        : word(failure);
  }
}
