package io.farmgate.adapter.http.edge;

/** The server could not start. The message is a sentence for the operator. */
public final class EdgeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EdgeException(String message) {
    super(message);
  }

  EdgeException(String message, Throwable cause) {
    super(message, cause);
  }
}
