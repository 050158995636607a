package io.farmgate.adapter.embedded;

/**
 * The embedded farm cannot start. The message is a sentence for the operator: what stands in the
 * way, and what to do about it. Nothing has been overwritten.
 */
public final class FarmStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FarmStartException(String message) {
    super(message);
  }

  FarmStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
