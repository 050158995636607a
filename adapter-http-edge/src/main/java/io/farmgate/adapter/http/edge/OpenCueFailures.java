package io.farmgate.adapter.http.edge;

import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Conflict;
import io.farmgate.domain.failure.FarmFailure.Fault;
import io.farmgate.domain.failure.FarmFailure.Forbidden;
import io.farmgate.domain.failure.FarmFailure.Invalid;
import io.farmgate.domain.failure.FarmFailure.Native;
import io.farmgate.domain.failure.FarmFailure.NotFound;
import io.farmgate.domain.failure.FarmFailure.Outcome;
import io.farmgate.domain.failure.FarmFailure.Precondition;
import io.farmgate.domain.failure.FarmFailure.RateLimited;
import io.farmgate.domain.failure.FarmFailure.TimedOut;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated;
import io.farmgate.domain.failure.FarmFailure.Unavailable;
import io.farmgate.domain.failure.FarmFailure.UnknownMethod;
import io.farmgate.domain.failure.FarmFailure.Unsupported;
import io.farmgate.domain.failure.FarmFailure.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Failure to HTTP status and JSON body, in the form of OpenCue's gateway: {@code {"error": text,
 * "code": number, "message": text, "details": []}}, where the number is the gRPC status code. The
 * statuses are those of google.rpc's code.proto. Where a change's call ended without an answer,
 * {@code "outcome"} says whether it was carried out, and {@code "ask"} what to call to find out.
 */
public final class OpenCueFailures {
  private static final String CHALLENGE = "WWW-Authenticate";

  private static final String NO_DETAILS = "[]";

  private OpenCueFailures() {}

  /**
   * Renders one failure.
   *
   * @param requestId named in the message of a fault, so that the log can be searched for it
   * @param rejectStatus the status for a token that fails: 403 or 401
   */
  public static Rendered render(FarmFailure failure, String requestId, int rejectStatus) {
    return switch (failure) {
      case Invalid invalid -> Rendered.of(400, 3, withViolations(invalid));
      case Unauthenticated unknown -> unauthenticated(unknown, rejectStatus);
      case Forbidden forbidden -> Rendered.of(403, 7, forbidden.message());
      case UnknownMethod unknown -> Rendered.of(404, 5, withNear(unknown));
      case NotFound missing -> Rendered.of(404, 5, missing.message());
      case Conflict conflict -> Rendered.of(409, 6, conflict.message());
      case Precondition precondition -> Rendered.of(400, 9, precondition.message());
      case RateLimited limited ->
          Rendered.of(429, 8, limited.message()).with(retryAfter(limited.retryAfter()));
      case TimedOut late -> ended(504, 4, late.message(), late.outcome());
      case Unavailable unavailable ->
          ended(503, 14, unavailable.message(), unavailable.outcome())
              .with(unavailable.retryAfter().map(OpenCueFailures::retryAfter).orElse(Map.of()));
      case Unsupported unsupported -> Rendered.of(501, 12, unsupported.message());
      case Fault fault ->
          Rendered.of(500, 13, fault.message() + " (the log tells more under " + requestId + ")");
      case Native status -> ofFarm(status, NO_DETAILS, requestId);
    };
  }

  /** Returns the HTTP status for a gRPC status code; 500 for one that gRPC does not define. */
  public static int httpStatus(int grpcCode) {
    return switch (grpcCode) {
      case 1 -> 499; // CANCELLED
      case 3, 9, 11 -> 400; // INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE
      case 4 -> 504; // DEADLINE_EXCEEDED
      case 5 -> 404; // NOT_FOUND
      case 6, 10 -> 409; // ALREADY_EXISTS, ABORTED
      case 7 -> 403; // PERMISSION_DENIED
      case 8 -> 429; // RESOURCE_EXHAUSTED
      case 12 -> 501; // UNIMPLEMENTED
      case 14 -> 503; // UNAVAILABLE
      case 16 -> 401; // UNAUTHENTICATED
      default -> 500; // UNKNOWN, INTERNAL, DATA_LOSS, and what is none of gRPC's
    };
  }

  /**
   * Renders what a farm answered, with its details.
   *
   * <p>Where the fault is the farm's, the body names the request, so that the log can be searched.
   *
   * @param details a JSON list
   */
  static Rendered ofFarm(Native status, String details, String requestId) {
    String request =
        httpStatus(status.code()) == 500 ? ",\"requestId\":" + JsonText.quote(requestId) : "";
    Rendered rendered =
        new Rendered(
            httpStatus(status.code()),
            status.code(),
            Map.of(),
            body(status.code(), status.message(), details, members(status.outcome()) + request));
    // OpenCue's gateway answers with the farm's own words as the challenge.
    return status.code() == 16
        ? rendered.with(Map.of(CHALLENGE, headerText(status.message())))
        : rendered;
  }

  private static Rendered unauthenticated(Unauthenticated unknown, int rejectStatus) {
    return switch (unknown.reason()) {
      case MISSING -> Rendered.of(401, 16, unknown.message()).with(Map.of(CHALLENGE, "Bearer"));
      case REJECTED -> {
        Rendered rejected = Rendered.of(rejectStatus, 16, unknown.message());
        yield rejectStatus == 401
            ? rejected.with(Map.of(CHALLENGE, "Bearer error=\"invalid_token\""))
            : rejected;
      }
    };
  }

  private static Rendered ended(int status, int code, String message, Outcome outcome) {
    return new Rendered(status, code, Map.of(), body(code, message, NO_DETAILS, members(outcome)));
  }

  /** Returns what a body says of a change whose call ended without an answer. */
  private static String members(Outcome outcome) {
    return switch (outcome) {
      case Outcome.NotSaid _ -> "";
      case Outcome.NotDone _ -> ",\"outcome\":\"not done\"";
      case Outcome.Done _ -> ",\"outcome\":\"done\"";
      case Outcome.Unknown(Optional<String> ask) ->
          ",\"outcome\":\"unknown\""
              + ask.map(method -> ",\"ask\":" + JsonText.quote(method)).orElse("");
    };
  }

  /** Returns what was wrong with a request as one sentence, everything in it. */
  public static String withViolations(Invalid invalid) {
    return invalid.violations().size() < 2
        ? invalid.message()
        : invalid.violations().stream()
            .map(OpenCueFailures::sentence)
            .collect(Collectors.joining("; ", invalid.message() + ": ", ""));
  }

  private static String sentence(Violation violation) {
    return violation.where() + ": " + violation.problem();
  }

  /** Returns what was not found as one sentence, with the names that were perhaps meant. */
  public static String withNear(UnknownMethod unknown) {
    List<String> near = unknown.near();
    return near.isEmpty()
        ? unknown.message()
        : unknown.message() + "; the nearest known: " + String.join(", ", near);
  }

  /** Returns the header that says when to come back: whole seconds, rounded up, and never 0. */
  public static Map<String, String> retryAfter(Duration time) {
    // 0 would ask for a busy loop.
    long seconds = Math.max(1, time.plusNanos(999_999_999).toSeconds());
    return Map.of("Retry-After", Long.toString(seconds));
  }

  /** A farm's text must not end a header line. */
  private static String headerText(String text) {
    return text.replaceAll("[^ -~]", " ").strip();
  }

  private static String body(int code, String message, String details, String more) {
    String text = JsonText.quote(message);
    return "{\"error\":"
        + text
        + ",\"code\":"
        + code
        + ",\"message\":"
        + text
        + ",\"details\":"
        + details
        + more
        + "}";
  }

  /**
   * An answer.
   *
   * @param code the gRPC status code, also in the body
   * @param headers to be set beside those of every answer
   * @param body JSON
   */
  public record Rendered(int status, int code, Map<String, String> headers, String body) {
    public Rendered {
      headers = Map.copyOf(headers);
    }

    /** For a refusal that only HTTP knows. */
    static Rendered of(int status, int code, String message) {
      return new Rendered(
          status, code, Map.of(), OpenCueFailures.body(code, message, NO_DETAILS, ""));
    }

    Rendered with(Map<String, String> headers) {
      return new Rendered(status, code, headers, body);
    }
  }
}
