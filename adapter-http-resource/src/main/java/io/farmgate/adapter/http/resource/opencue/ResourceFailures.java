package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.adapter.http.edge.FailureForm;
import io.farmgate.adapter.http.edge.OpenCueFailures;
import io.farmgate.adapter.http.edge.OpenCueFailures.Rendered;
import io.farmgate.adapter.http.edge.Refusal;
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
import io.farmgate.domain.failure.FarmFailure.Unauthenticated.Reason;
import io.farmgate.domain.failure.FarmFailure.Unavailable;
import io.farmgate.domain.failure.FarmFailure.UnknownMethod;
import io.farmgate.domain.failure.FarmFailure.Unsupported;
import io.farmgate.domain.failure.FarmFailure.Violation;
import java.util.List;
import java.util.Map;

/**
 * Failures as the document has them, {@code {"error": text, "code": the HTTP status}}, with the
 * members of a problem (RFC 9457) beside those.
 */
final class ResourceFailures implements FailureForm {
  @Override
  public Rendered render(FarmFailure failure, String requestId, int rejectStatus) {
    int status =
        failure instanceof Unauthenticated unknown && unknown.reason() == Reason.REJECTED
            ? rejectStatus
            : status(failure);
    String message =
        failure instanceof Fault
            ? message(failure) + " (the log tells more under " + requestId + ")"
            : message(failure);
    List<Violation> violations =
        failure instanceof Invalid invalid ? invalid.violations() : List.of();
    return rendered(status, message, violations, headers(failure, status));
  }

  @Override
  public Rendered render(Refusal refusal) {
    return rendered(refusal.status(), refusal.message(), List.of(), refusal.headers());
  }

  /** Returns the HTTP status of a failure; 401 for every caller who is not known. */
  static int status(FarmFailure failure) {
    return switch (failure) {
      case Invalid invalid -> 400;
      case Unauthenticated unknown -> 401;
      case Forbidden forbidden -> 403;
      case UnknownMethod unknown -> 404;
      case NotFound missing -> 404;
      case Conflict conflict -> 409;
      // What there is stands in the way, not the request: HTTP has one word for both.
      case Precondition precondition -> 409;
      case RateLimited limited -> 429;
      case TimedOut late -> 504;
      case Unavailable unavailable -> 503;
      case Unsupported unsupported -> 501;
      case Fault fault -> 500;
      case Native status -> OpenCueFailures.httpStatus(status.code());
    };
  }

  /** Returns what is told of a failure; never empty. */
  static String message(FarmFailure failure) {
    return switch (failure) {
      case Invalid invalid -> OpenCueFailures.withViolations(invalid);
      case UnknownMethod unknown -> OpenCueFailures.withNear(unknown);
      case TimedOut late -> late.message() + said(late.outcome());
      case Unavailable away -> away.message() + said(away.outcome());
      case Native status ->
          status.message().isEmpty() ? "the farm refused the call" : status.message();
      case Unauthenticated _,
          Forbidden _,
          NotFound _,
          Conflict _,
          Precondition _,
          RateLimited _,
          Unsupported _,
          Fault _ ->
          failure.message();
    };
  }

  /** Returns what became of a change whose call ended without the farm's answer. */
  private static String said(Outcome outcome) {
    return switch (outcome) {
      case Outcome.NotSaid _ -> "";
      case Outcome.NotDone _ -> "; nothing was done";
      case Outcome.Done _ -> "; it was done all the same";
      case Outcome.Unknown _ -> "; it may have been done all the same";
    };
  }

  private static Map<String, String> headers(FarmFailure failure, int status) {
    return switch (failure) {
      case Unauthenticated unknown ->
          status == 401
              ? Map.of(
                  "WWW-Authenticate",
                  unknown.reason() == Reason.MISSING ? "Bearer" : "Bearer error=\"invalid_token\"")
              : Map.of();
      case RateLimited limited -> OpenCueFailures.retryAfter(limited.retryAfter());
      case Unavailable unavailable ->
          unavailable.retryAfter().map(OpenCueFailures::retryAfter).orElse(Map.of());
      case Invalid _,
          Forbidden _,
          UnknownMethod _,
          NotFound _,
          Conflict _,
          Precondition _,
          TimedOut _,
          Unsupported _,
          Fault _,
          Native _ ->
          Map.of();
    };
  }

  private static Rendered rendered(
      int status, String message, List<Violation> violations, Map<String, String> headers) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("error", message)
        .put("code", status)
        .put("type", "about:blank")
        .put("title", title(status))
        .put("status", status)
        .put("detail", message);
    if (!violations.isEmpty()) {
      ArrayNode list = body.putArray("violations");
      violations.forEach(violation ->
          list.addObject().put("where", violation.where()).put("problem", violation.problem()));
    }
    return new Rendered(status, status, headers, body.toString());
  }

  /** HTTP's own words, as RFC 9457 wants them for a problem without a type of its own. */
  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 417 -> "Expectation Failed";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 505 -> "HTTP Version Not Supported";
      default -> "Error";
    };
  }
}
