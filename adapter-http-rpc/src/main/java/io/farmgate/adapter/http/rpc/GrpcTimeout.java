package io.farmgate.adapter.http.rpc;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The header {@code Grpc-Timeout}: a number and one of the units H, M, S, m, u and n. */
final class GrpcTimeout {
  private GrpcTimeout() {}

  /**
   * Reads the header.
   *
   * @return how long the call may take, at most the configured longest; the default where the
   *     header is not there or says 0
   * @throws FarmException with Invalid where it cannot be read; with TimedOut where the time it
   *     gives has passed already, or is too large to count
   */
  static Duration of(@Nullable String header, RpcConfig config) {
    if (header == null || header.isEmpty()) {
      return config.defaultTimeout();
    }
    TimeUnit unit = unit(header);
    long amount = amount(header);
    if (amount == 0) {
      return config.defaultTimeout();
    }
    long nanos = unit.toNanos(amount);
    // As Go does it: a time that has passed, and one that its clock cannot count.
    if (nanos < 0 || nanos == Long.MAX_VALUE) {
      throw new FarmException(
          new FarmFailure.TimedOut("context deadline exceeded", FarmFailure.Outcome.NOT_DONE));
    }
    Duration asked = Duration.ofNanos(nanos);
    return asked.compareTo(config.longestTimeout()) > 0 ? config.longestTimeout() : asked;
  }

  private static TimeUnit unit(String header) {
    return switch (header.charAt(header.length() - 1)) {
      case 'H' -> TimeUnit.HOURS;
      case 'M' -> TimeUnit.MINUTES;
      case 'S' -> TimeUnit.SECONDS;
      case 'm' -> TimeUnit.MILLISECONDS;
      case 'u' -> TimeUnit.MICROSECONDS;
      case 'n' -> TimeUnit.NANOSECONDS;
      default -> throw invalid(header);
    };
  }

  private static long amount(String header) {
    try {
      return Long.parseLong(header, 0, header.length() - 1, 10);
    } catch (NumberFormatException e) {
      throw invalid(header);
    }
  }

  private static FarmException invalid(String header) {
    return new FarmException(
        new FarmFailure.Invalid(
            "invalid grpc-timeout: "
                + header.substring(0, Math.min(header.length(), 40))
                + " (expected: a number and one of H, M, S, m, u, n, such as 5S)"));
  }
}
