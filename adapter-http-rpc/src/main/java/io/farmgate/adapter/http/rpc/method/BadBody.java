package io.farmgate.adapter.http.rpc.method;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Violation;
import io.farmgate.opencue.transcode.JsonInputException;
import java.util.List;

/** Turns what the transcoder says of a body into what the caller is told. */
public final class BadBody {
  private BadBody() {}

  /** Returns the failure, with path, line and column. */
  public static FarmException of(JsonInputException e) {
    String path = e.path().isEmpty() ? "body" : e.path();
    String place = "line " + e.line() + ", column " + e.column();
    return new FarmException(
        new FarmFailure.Invalid(
            path + ": " + e.problem() + " (" + place + ")",
            List.of(new Violation(path + ", " + place, e.problem()))));
  }
}
