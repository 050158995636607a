package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.adapter.http.edge.OpenCueFailures;
import io.farmgate.domain.failure.FarmFailure;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;

/**
 * Failure to gRPC status. The codes are those that the HTTP form of a failure names in its body,
 * but for a method that does not exist, which gRPC calls UNIMPLEMENTED.
 */
final class GrpcFailures {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  /** Clients that try again by themselves wait for as long as this says. */
  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  /** Whether a change was carried out whose call ended without an answer, and how to find out. */
  private static final Metadata.Key<String> OUTCOME =
      Metadata.Key.of("farmgate-outcome", Metadata.ASCII_STRING_MARSHALLER);

  private static final Metadata.Key<String> ASK =
      Metadata.Key.of("farmgate-ask", Metadata.ASCII_STRING_MARSHALLER);

  /** Clients take 8 KiB of trailers, and a character can become nine in them. */
  private static final int LONGEST_MESSAGE = 800;

  private GrpcFailures() {}

  /** Returns the status. {@code requestId} is named in that of a fault. */
  static Status status(FarmFailure failure, String requestId) {
    return switch (failure) {
      case FarmFailure.Invalid f ->
          with(Status.INVALID_ARGUMENT, OpenCueFailures.withViolations(f));
      case FarmFailure.Unauthenticated f -> with(Status.UNAUTHENTICATED, f.message());
      case FarmFailure.Forbidden f -> with(Status.PERMISSION_DENIED, f.message());
      case FarmFailure.UnknownMethod f -> with(Status.UNIMPLEMENTED, OpenCueFailures.withNear(f));
      case FarmFailure.NotFound f -> with(Status.NOT_FOUND, f.message());
      case FarmFailure.Conflict f -> with(Status.ALREADY_EXISTS, f.message());
      case FarmFailure.Precondition f -> with(Status.FAILED_PRECONDITION, f.message());
      case FarmFailure.RateLimited f -> with(Status.RESOURCE_EXHAUSTED, f.message());
      case FarmFailure.TimedOut f -> with(Status.DEADLINE_EXCEEDED, f.message());
      case FarmFailure.Unavailable f -> with(Status.UNAVAILABLE, f.message());
      case FarmFailure.Unsupported f -> with(Status.UNIMPLEMENTED, f.message());
      case FarmFailure.Fault f ->
          with(Status.INTERNAL, f.message() + " (the log tells more under " + requestId + ")");
      case FarmFailure.Native f -> ofFarm(f);
    };
  }

  /** Puts what goes beside the status into {@code trailers}. */
  static void addTo(Metadata trailers, FarmFailure failure) {
    switch (failure) {
      case FarmFailure.Native f -> {
        if (f.details().size() > 0) {
          trailers.put(DETAILS, f.details().array());
        }
        addOutcome(trailers, f.outcome());
      }
      case FarmFailure.RateLimited f -> trailers.put(PUSHBACK, millis(f.retryAfter()));
      case FarmFailure.TimedOut f -> addOutcome(trailers, f.outcome());
      case FarmFailure.Unavailable f -> {
        f.retryAfter().ifPresent(time -> trailers.put(PUSHBACK, millis(time)));
        addOutcome(trailers, f.outcome());
      }
      case FarmFailure.Invalid _,
          FarmFailure.Unauthenticated _,
          FarmFailure.Forbidden _,
          FarmFailure.UnknownMethod _,
          FarmFailure.NotFound _,
          FarmFailure.Conflict _,
          FarmFailure.Precondition _,
          FarmFailure.Unsupported _,
          FarmFailure.Fault _ -> {}
    }
  }

  private static void addOutcome(Metadata trailers, FarmFailure.Outcome outcome) {
    switch (outcome) {
      case FarmFailure.Outcome.NotSaid _ -> {}
      case FarmFailure.Outcome.NotDone _ -> trailers.put(OUTCOME, "not done");
      case FarmFailure.Outcome.Done _ -> trailers.put(OUTCOME, "done");
      case FarmFailure.Outcome.Unknown(Optional<String> ask) -> {
        trailers.put(OUTCOME, "unknown");
        ask.ifPresent(method -> trailers.put(ASK, method));
      }
    }
  }

  /** A number that gRPC does not define becomes UNKNOWN, as in every gRPC client. */
  private static Status ofFarm(FarmFailure.Native failure) {
    Status status = Status.fromCodeValue(failure.code());
    // A farm that fails with OK is not to be taken for one that succeeds.
    return with(status.isOk() ? Status.UNKNOWN : status, failure.message());
  }

  private static Status with(Status status, String message) {
    return status.withDescription(
        message.length() > LONGEST_MESSAGE
            ? message.substring(0, LONGEST_MESSAGE) + "..."
            : message);
  }

  private static String millis(Duration time) {
    return Long.toString(Math.clamp(time.toMillis(), 1, Integer.MAX_VALUE));
  }
}
