package io.farmgate.adapter.http.resource.opencue;

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
import java.util.Map;

/** Failures as the document has them: {@code {"error": text, "code": the HTTP status}}. */
final class ResourceFailures implements FailureForm {
  private static final String CHALLENGE = "WWW-Authenticate";

  @Override
  public Rendered render(FarmFailure failure, String requestId, int rejectStatus) {
    return switch (failure) {
      case Invalid invalid -> rendered(400, OpenCueFailures.withViolations(invalid), Map.of());
      case Unauthenticated unknown -> unauthenticated(unknown, rejectStatus);
      case Forbidden forbidden -> rendered(403, forbidden.message(), Map.of());
      case UnknownMethod unknown -> rendered(404, OpenCueFailures.withNear(unknown), Map.of());
      case NotFound missing -> rendered(404, missing.message(), Map.of());
      case Conflict conflict -> rendered(409, conflict.message(), Map.of());
      // What there is stands in the way, not the request: HTTP has one word for both.
      case Precondition precondition -> rendered(409, precondition.message(), Map.of());
      case RateLimited limited ->
          rendered(429, limited.message(), OpenCueFailures.retryAfter(limited.retryAfter()));
      case TimedOut late -> rendered(504, late(late), Map.of());
      case Unavailable unavailable ->
          rendered(
              503,
              unavailable.message(),
              unavailable.retryAfter().map(OpenCueFailures::retryAfter).orElse(Map.of()));
      case Unsupported unsupported -> rendered(501, unsupported.message(), Map.of());
      case Fault fault ->
          rendered(
              500, fault.message() + " (the log tells more under " + requestId + ")", Map.of());
      case Native status ->
          rendered(OpenCueFailures.httpStatus(status.code()), said(status), Map.of());
    };
  }

  @Override
  public Rendered render(Refusal refusal) {
    return rendered(refusal.status(), refusal.message(), refusal.headers());
  }

  private static Rendered unauthenticated(Unauthenticated unknown, int rejectStatus) {
    if (unknown.reason() == Reason.MISSING) {
      return rendered(401, unknown.message(), Map.of(CHALLENGE, "Bearer"));
    }
    return rendered(
        rejectStatus,
        unknown.message(),
        rejectStatus == 401 ? Map.of(CHALLENGE, "Bearer error=\"invalid_token\"") : Map.of());
  }

  private static String late(TimedOut late) {
    return late.message()
        + switch (late.outcome()) {
          case Outcome.NotSaid _ -> "";
          case Outcome.NotDone _ -> "; nothing was done";
          case Outcome.Done _ -> "; it was done all the same";
          case Outcome.Unknown _ -> "; it may have been done all the same";
        };
  }

  private static String said(Native status) {
    return status.message().isEmpty() ? "the farm refused the call" : status.message();
  }

  private static Rendered rendered(int status, String message, Map<String, String> headers) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("error", message).put("code", status);
    return new Rendered(status, status, headers, body.toString());
  }
}
