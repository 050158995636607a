package io.farmgate.adapter.http.rpc.method;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.opencue.transcode.JsonInputException;

/** Turns what the transcoder says of a body into what the caller is told. */
public final class BadBody {
  private BadBody() {}

  /** Returns the failure, with path, line and column. */
  public static FarmException of(JsonInputException e) {
    String path = e.path().isEmpty() ? "body" : e.path();
    return new FarmException(
        new FarmFailure.Invalid(
            path + ": " + e.problem() + " (line " + e.line() + ", column " + e.column() + ")"));
  }
}
