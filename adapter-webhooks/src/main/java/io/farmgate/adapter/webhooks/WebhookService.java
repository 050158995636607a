package io.farmgate.adapter.webhooks;

import io.farmgate.adapter.webhooks.WebhookStore.Stored;
import io.farmgate.application.Farms;
import io.farmgate.application.WatchFarm;
import io.farmgate.domain.WebhookId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.ChangeForm;
import io.farmgate.domain.port.JobPlace;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import io.farmgate.domain.port.Webhook;
import io.farmgate.domain.port.WebhookDelivery;
import io.farmgate.domain.port.WebhookDelivery.Status;
import io.farmgate.domain.port.Webhooks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Webhooks of all farms, at work from {@link #open} until it is closed. Thread-safe. */
public final class WebhookService implements Webhooks, AutoCloseable {
  private static final Duration UNTIL_HEARING = Duration.ofSeconds(5);
  private static final Place START = new Place(Long.toString(Long.MAX_VALUE));

  private final WebhookSettings settings;
  private final Farms farms;
  private final WebhookFile file;
  private final WebhookStore store;
  private final Outbox outbox;
  private final Sender sender;
  private final Line.Parts parts;
  private final Clock clock;
  private final Map<WebhookId, Line> lines = new ConcurrentHashMap<>();

  private WebhookService(
      WebhookFile file,
      WebhookSettings settings,
      Farms farms,
      WatchFarm watch,
      ChangeForm form,
      WebhookRecorder recorder,
      Clock clock) {
    this.file = file;
    this.settings = settings;
    this.farms = farms;
    this.clock = clock;
    this.store = new WebhookStore(file, settings.most());
    this.outbox = new Outbox(file, settings.mostPending(), settings.mostKept());
    this.sender = new Sender(settings.targets(), settings.timeout(), clock);
    this.parts =
        new Line.Parts(
            watch,
            form,
            outbox,
            sender,
            new Backoff(settings.first(), settings.longest()),
            settings.giveUpAfter(),
            recorder,
            clock);
  }

  /**
   * Opens the file and goes on where it was left. Those that are there are told that changes were
   * missed: nobody knows what happened meanwhile.
   *
   * @throws WebhooksException where the file cannot be used
   */
  public static WebhookService open(
      Path file,
      WebhookSettings settings,
      Farms farms,
      WatchFarm watch,
      ChangeForm form,
      WebhookRecorder recorder,
      Clock clock) {
    WebhookService service =
        new WebhookService(WebhookFile.open(file), settings, farms, watch, form, recorder, clock);
    for (Stored stored : service.store.all()) {
      // One of a farm that is no longer configured stays in the file and rests.
      if (farms.has(stored.webhook().farm())) {
        service.start(stored, false);
      }
    }
    return service;
  }

  private Line start(Stored stored, boolean isNew) {
    Line line = new Line(stored, farms.named(stored.webhook().farm()), parts, isNew);
    lines.put(stored.webhook().id(), line);
    line.start();
    return line;
  }

  @Override
  public Created create(Draft draft) {
    Secret secret =
        draft
            .secret()
            .map(text ->
                Secret.parse(text)
                    .orElseThrow(() ->
                        new FarmException(
                            new FarmFailure.Invalid(
                                "secret: none (expected: whsec_ and 24 to 64 bytes in Base64)"))))
            .orElseGet(Secret::random);
    settings
        .targets()
        .refusal(draft.target())
        .ifPresent(why -> {
          throw new FarmException(new FarmFailure.Forbidden("target: " + why));
        });
    Stored stored = store.create(draft, secret, clock.instant());
    start(stored, true).awaitHearing(UNTIL_HEARING);
    return new Created(stored.webhook(), secret.reveal());
  }

  @Override
  public List<Webhook> all(String farm) {
    return store.all().stream()
        .map(Stored::webhook)
        .filter(webhook -> webhook.farm().equals(farm))
        .toList();
  }

  @Override
  public Optional<Webhook> byId(WebhookId id) {
    return store.byId(id).map(Stored::webhook);
  }

  @Override
  public void delete(WebhookId id) {
    Line line = lines.remove(id);
    if (line != null) {
      line.close();
    }
    if (!store.delete(id)) {
      throw new FarmException(FarmFailure.NotFound.of("webhook", id.value()));
    }
  }

  @Override
  public Page<WebhookDelivery> deliveries(WebhookId id, Set<Status> statuses, PageRequest page) {
    Place start = page.after().orElse(START);
    if (!start.text().matches("[0-9]{1,19}")) {
      throw JobPlace.wrong();
    }
    return store
        .byId(id)
        .map(stored -> outbox.deliveries(stored.row(), statuses, page, start))
        .orElseGet(() -> new Page<>(List.of(), Optional.empty()));
  }

  /** Ends all calls; what was not told is told when it is opened again. */
  @Override
  public void close() {
    lines.values().forEach(Line::close);
    sender.close();
    file.close();
  }
}
