package io.farmgate.domain.failure;

import java.util.Objects;

/**
 * Carries a {@link FarmFailure} through code with plain return types. It is thrown by ports and use
 * cases and turned into a status and a body by the dialect that the caller speaks. Any other
 * exception is a bug or a broken environment.
 *
 * <p>It has no stack trace unless it has a cause: a refusal is an ordinary answer, not an accident.
 */
public final class FarmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient FarmFailure failure;

  /** Creates one for an ordinary refusal. */
  public FarmException(FarmFailure failure) {
    super(failure.message(), null, false, false);
    this.failure = Objects.requireNonNull(failure);
  }

  /** Creates one that keeps {@code cause} for the log; the cause is never shown to a client. */
  public FarmException(FarmFailure failure, Throwable cause) {
    super(failure.message(), cause);
    this.failure = Objects.requireNonNull(failure);
  }

  /** Returns what went wrong. */
  public FarmFailure failure() {
    return failure;
  }
}
