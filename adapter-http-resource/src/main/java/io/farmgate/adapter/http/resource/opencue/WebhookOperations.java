package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.ManageWebhooks;
import io.farmgate.domain.WebhookId;
import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.port.FarmChange.Kind;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Webhook;
import io.farmgate.domain.port.Webhook.Wanted;
import io.farmgate.domain.port.WebhookDelivery;
import io.farmgate.domain.port.WebhookDelivery.Status;
import io.farmgate.domain.port.Webhooks.Created;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The operations on webhooks. */
final class WebhookOperations {
  private static final int MOST_PORT = 65_535;
  private static final int MOST_TARGET = 2000;

  private static final String ALL = "/api/webhook";
  private static final String ONE = ALL + "/{webhook_id}";

  static final Shape<Webhook> WEBHOOK =
      webhook(Shape.<Webhook>of("Webhook"), Function.identity()).build();

  /** The only time that the secret is told. */
  static final Shape<Created> CREATED =
      webhook(Shape.<Created>of("CreatedWebhook"), Created::webhook)
          .text("secret", Created::secret)
          .build();

  static final Shape<WebhookDelivery> DELIVERY =
      Shape.<WebhookDelivery>of("WebhookDelivery")
          .text("id", WebhookDelivery::id)
          .text("event", WebhookDelivery::event)
          .word("status", WebhookDelivery::status)
          .number("attempts", WebhookDelivery::attempts)
          .time("changeTime", WebhookDelivery::changeTime)
          .timeIfAny("lastTry", WebhookDelivery::lastTry)
          .timeIfAny("nextTry", WebhookDelivery::nextTry)
          .numberIfKnown("httpStatus", WebhookDelivery::httpStatus)
          .text("note", WebhookDelivery::note)
          .build();

  private static final Held<Webhook> WEBHOOKS =
      Held.of("webhooks", WEBHOOK, "createTime", "-createTime", "-pending", "-failures");

  private static final Parameter<Set<Status>> STATUSES = Parameter.words("status", statuses());

  private final ManageWebhooks webhooks;

  WebhookOperations(ManageWebhooks webhooks) {
    this.webhooks = webhooks;
  }

  private static <T> Shape.Builder<T> webhook(Shape.Builder<T> shape, Function<T, Webhook> of) {
    return shape
        .text("id", thing -> of.apply(thing).id().value())
        .text("target", thing -> of.apply(thing).target().toString())
        .texts("shows", thing -> sorted(of.apply(thing).wanted().shows()))
        .texts("jobs", thing -> sorted(of.apply(thing).wanted().jobs()))
        .texts("users", thing -> sorted(of.apply(thing).wanted().users()))
        .texts(
            "kinds",
            thing ->
                of.apply(thing).wanted().kinds().stream()
                    .map(WebhookOperations::word)
                    .sorted()
                    .toList())
        .text("createdBy", thing -> of.apply(thing).createdBy())
        .time("createTime", thing -> of.apply(thing).createTime())
        .number("pending", thing -> of.apply(thing).pending())
        .number("failures", thing -> of.apply(thing).failures())
        .timeIfAny("nextTry", thing -> of.apply(thing).nextTry());
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
                "listWebhooks",
                ALL,
                call -> WEBHOOKS.answer(call, webhooks.all(call.caller(), call.farm())))
            .telling(WEBHOOK)
            .inPages(WEBHOOKS.sort()),
        Operation.withBody("POST", "createWebhook", ALL, this::create),
        Operation.get("getWebhook", ONE, this::webhook).telling(WEBHOOK),
        Operation.delete("deleteWebhook", ONE, this::delete),
        Operation.get("listWebhookDeliveries", ONE + "/delivery", this::deliveries, STATUSES)
            .telling(DELIVERY)
            .inPages(Parameter.word("sort", Map.of("-changeTime", true))));
  }

  private static WebhookId id(Call call) {
    return FarmReads.id(call, "webhook", WebhookId::new);
  }

  private Answer create(Call call) {
    Members body = call.members();
    Optional<URI> target = target(body);
    Optional<String> secret = body.text("secret");
    Set<String> shows = names(body, "shows");
    Set<String> jobs = names(body, "jobs");
    Set<String> users = names(body, "users");
    Set<Kind> kinds = kinds(body);
    body.done();
    return new Answer.One<>(
        201,
        CREATED,
        webhooks.create(
            call.caller(),
            call.farm(),
            target.orElseThrow(),
            secret,
            new Wanted(shows, jobs, users, kinds)));
  }

  /** Nothing of a target that is wrong is told: it may be a secret. */
  private static Optional<URI> target(Members body) {
    String text = body.needed("target");
    if (text.isEmpty()) {
      body.add("target", "empty (expected: https://host/path)");
      return Optional.empty();
    }
    try {
      URI target = new URI(text);
      if (text.length() <= MOST_TARGET && isAddress(target)) {
        return Optional.of(target);
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    body.add(
        "target",
        "no address (expected: https://host/path, without a user or a fragment, of "
            + MOST_TARGET
            + " characters at most)");
    return Optional.empty();
  }

  private static boolean isAddress(URI target) {
    return ("https".equalsIgnoreCase(target.getScheme())
            || "http".equalsIgnoreCase(target.getScheme()))
        && target.getHost() != null
        && target.getPort() <= MOST_PORT
        && target.getRawUserInfo() == null
        && target.getRawFragment() == null;
  }

  private static Set<String> names(Members body, String name) {
    List<String> names = body.texts(name);
    if (names.size() > Bulk.MOST
        || names.stream().anyMatch(one -> one.isBlank() || one.indexOf('\n') >= 0)) {
      body.add(name, "not names (expected: " + Bulk.MOST + " names at most)");
    }
    return Set.copyOf(names);
  }

  private static Set<Kind> kinds(Members body) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String text : body.texts("kinds")) {
      Optional<Kind> kind =
          List.of(Kind.values()).stream().filter(one -> word(one).equals(text)).findFirst();
      kind.ifPresentOrElse(
          kinds::add,
          () ->
              body.add(
                  "kinds", Echo.quoted(text) + " (expected: some of job, layer, frame, host)"));
    }
    return kinds;
  }

  private Answer webhook(Call call) {
    return new Answer.One<>(WEBHOOK, webhooks.webhook(call.caller(), call.farm(), id(call)));
  }

  private Answer delete(Call call) {
    WebhookId id = id(call);
    webhooks.delete(call.caller(), call.farm(), id);
    return new Answer.Done("Webhook " + id + " was deleted");
  }

  private Answer deliveries(Call call) {
    Set<Status> statuses = call.query().get(STATUSES).orElse(Set.of());
    Function<PageRequest, Page<WebhookDelivery>> reader =
        page -> webhooks.deliveries(call.caller(), call.farm(), id(call), statuses, page);
    Optional<PageRequest> page = Paging.of(call);
    return page.isPresent()
        ? Paging.answer(call, "deliveries", DELIVERY, reader.apply(page.get()))
        : JobReads.whole("deliveries", DELIVERY, reader);
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Set<Status>> statuses() {
    Map<String, Set<Status>> words = new LinkedHashMap<>();
    for (Status status : Status.values()) {
      words.put(status.name(), Set.of(status));
    }
    return words;
  }
}
