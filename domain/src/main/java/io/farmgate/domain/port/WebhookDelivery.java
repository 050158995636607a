package io.farmgate.domain.port;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One event for a webhook, and what became of it.
 *
 * @param id the same in every call that tells it
 * @param event its name, as in the stream of events
 * @param attempts calls that were made to tell it
 * @param changeTime when it was heard of
 * @param nextTry not before that it is tried again; absent where it waits for others, or for nobody
 * @param httpStatus of the last call; absent where none was answered
 * @param note what went wrong last, or how many changes were left out; may be empty
 */
public record WebhookDelivery(
    String id,
    String event,
    Status status,
    int attempts,
    Instant changeTime,
    Optional<Instant> lastTry,
    Optional<Instant> nextTry,
    OptionalInt httpStatus,
    String note) {

  /** How it stands. */
  public enum Status {
    PENDING,
    DELIVERED,
    GIVEN_UP
  }
}
