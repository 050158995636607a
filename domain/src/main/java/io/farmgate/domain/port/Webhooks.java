package io.farmgate.domain.port;

import io.farmgate.domain.WebhookId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Webhook.Wanted;
import io.farmgate.domain.port.WebhookDelivery.Status;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Those who are called when a farm changes. What returned is durable. Events of one webhook are
 * told in order, one call at a time.
 */
public interface Webhooks {
  /**
   * Makes one. It is told of what changes after the return.
   *
   * @throws FarmException with {@link FarmFailure.Forbidden} where the operator has not allowed the
   *     target, {@link FarmFailure.Invalid} where target or secret are none, {@link
   *     FarmFailure.Conflict} where there are as many as there may be
   */
  Created create(Draft draft);

  /** Returns the webhooks of a farm, oldest first. */
  List<Webhook> all(String farm);

  /** Returns the webhook of that id, of whatever farm. */
  Optional<Webhook> byId(WebhookId id);

  /**
   * Ends one, with what waits to be told.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown id
   */
  void delete(WebhookId id);

  /**
   * Returns one page of what one was told or is to be told, the youngest first; of those that are
   * done with, the last ones are kept only.
   *
   * @param statuses all where it is empty
   */
  Page<WebhookDelivery> deliveries(WebhookId id, Set<Status> statuses, PageRequest page);

  /**
   * A webhook to make.
   *
   * @param secret what calls are signed with, {@code whsec_} and 24 to 64 bytes in Base64; absent
   *     to have one made
   * @param createdBy the subject of who makes it
   */
  record Draft(String farm, URI target, Optional<String> secret, Wanted wanted, String createdBy) {
    /** Without the secret, and without what may be one in the target. */
    @Override
    public String toString() {
      return "webhook of " + createdBy + " on " + farm;
    }
  }

  /**
   * A webhook that was made.
   *
   * @param secret told this once only
   */
  record Created(Webhook webhook, String secret) {
    @Override
    public String toString() {
      return "webhook " + webhook.id();
    }
  }
}
