package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.WebhookId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Webhook;
import io.farmgate.domain.port.Webhook.Wanted;
import io.farmgate.domain.port.WebhookDelivery;
import io.farmgate.domain.port.Webhooks;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Webhooks, for callers who may: all of it takes an operator, who knows of their own ones only; an
 * admin knows of all. A target may be a secret, so nobody else is told of it.
 */
public final class ManageWebhooks {
  private final AccessPolicy policy;
  private final Optional<Webhooks> webhooks;

  /**
   * Creates the use case.
   *
   * @param webhooks absent where the operator of the gateway has not allowed any
   */
  public ManageWebhooks(AccessPolicy policy, Optional<Webhooks> webhooks) {
    this.policy = policy;
    this.webhooks = webhooks;
  }

  /** Makes one; see {@link Webhooks#create}. */
  public Webhooks.Created create(
      Caller caller, Farm farm, URI target, Optional<String> secret, Wanted wanted) {
    return ports(caller, "create a webhook")
        .create(new Webhooks.Draft(farm.name(), target, secret, wanted, caller.subject()));
  }

  /** Returns the webhooks of a farm that the caller knows of, oldest first. */
  public List<Webhook> all(Caller caller, Farm farm) {
    return ports(caller, "read webhooks").all(farm.name()).stream()
        .filter(webhook -> knows(caller, webhook))
        .toList();
  }

  /** Returns one webhook. */
  public Webhook webhook(Caller caller, Farm farm, WebhookId id) {
    return known(ports(caller, "read a webhook"), caller, farm, id);
  }

  /** Ends one. */
  public void delete(Caller caller, Farm farm, WebhookId id) {
    Webhooks ports = ports(caller, "delete a webhook");
    ports.delete(known(ports, caller, farm, id).id());
  }

  /** Returns one page of what one was told or is to be told, the youngest first. */
  public Page<WebhookDelivery> deliveries(
      Caller caller,
      Farm farm,
      WebhookId id,
      Set<WebhookDelivery.Status> statuses,
      PageRequest page) {
    Webhooks ports = ports(caller, "read the deliveries of a webhook");
    return ports.deliveries(known(ports, caller, farm, id).id(), statuses, page);
  }

  private Webhooks ports(Caller caller, String what) {
    policy.require(caller, Role.OPERATOR, what);
    return webhooks.orElseThrow(() ->
        new FarmException(
            new FarmFailure.Unsupported(
                "webhooks are off here (expected: FARMGATE_WEBHOOK_TARGETS names whom they may"
                    + " call)")));
  }

  private static Webhook known(Webhooks ports, Caller caller, Farm farm, WebhookId id) {
    return ports
        .byId(id)
        .filter(webhook -> webhook.farm().equals(farm.name()) && knows(caller, webhook))
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("webhook", id.value())));
  }

  private static boolean knows(Caller caller, Webhook webhook) {
    return caller.role().covers(Role.ADMIN) || webhook.createdBy().equals(caller.subject());
  }
}
