package io.farmgate.adapter.http.edge;

/** A server could not start. The message is a sentence for the operator. */
public final class EdgeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates one without a cause. */
  public EdgeException(String message) {
    super(message);
  }

  /** Creates one that keeps {@code cause} for the log. */
  public EdgeException(String message, Throwable cause) {
    super(message, cause);
  }
}
