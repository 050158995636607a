package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.WebhookId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Webhook;
import io.farmgate.domain.port.WebhookDelivery;
import io.farmgate.domain.port.WebhookDelivery.Status;
import io.farmgate.domain.port.Webhooks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Webhooks that call nobody: each has told one event, and is to tell another one. */
final class MemoryWebhooks implements Webhooks {
  private static final Instant TIME = Instant.parse("2026-11-26T12:00:00Z");

  private final AtomicInteger last = new AtomicInteger();
  private final Map<String, Webhook> all = new ConcurrentSkipListMap<>();

  @Override
  public Created create(Draft draft) {
    WebhookId id = new WebhookId("webhook-%05d".formatted(last.incrementAndGet()));
    Webhook webhook =
        new Webhook(
            id,
            draft.farm(),
            draft.target(),
            draft.wanted(),
            draft.createdBy(),
            TIME,
            1,
            2,
            Optional.of(TIME));
    all.put(id.value(), webhook);
    return new Created(webhook, draft.secret().orElse("whsec_c2VjcmV0IHRoYXQgaXMgbWFkZSB1cA=="));
  }

  @Override
  public List<Webhook> all(String farm) {
    return all.values().stream().filter(webhook -> webhook.farm().equals(farm)).toList();
  }

  @Override
  public Optional<Webhook> byId(WebhookId id) {
    return Optional.ofNullable(all.get(id.value()));
  }

  @Override
  public void delete(WebhookId id) {
    if (all.remove(id.value()) == null) {
      throw new FarmException(FarmFailure.NotFound.of("webhook", id.value()));
    }
  }

  @Override
  public Page<WebhookDelivery> deliveries(WebhookId id, Set<Status> statuses, PageRequest page) {
    List<WebhookDelivery> both =
        List.of(
            new WebhookDelivery(
                "msg_2",
                "job",
                Status.PENDING,
                2,
                TIME,
                Optional.of(TIME),
                Optional.of(TIME),
                OptionalInt.of(503),
                "answered 503 (expected: 200 to 299)"),
            new WebhookDelivery(
                "msg_1",
                "job",
                Status.DELIVERED,
                1,
                TIME,
                Optional.of(TIME),
                Optional.empty(),
                OptionalInt.of(204),
                ""));
    return new Page<>(
        both.stream().filter(one -> statuses.isEmpty() || statuses.contains(one.status())).toList(),
        Optional.empty());
  }
}
