package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.http.edge.EdgeExchange;
import io.farmgate.application.ChangeFilter;
import io.farmgate.application.Listener;
import io.farmgate.application.WatchFarm;
import io.farmgate.domain.port.FarmChange.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The operation that tells of changes as they happen. */
final class Events {
  static final Parameter<Set<String>> SHOWS = Parameter.texts("show");
  static final Parameter<Set<String>> JOBS = Parameter.texts("job");
  static final Parameter<Set<String>> USERS = Parameter.texts("user");
  static final Parameter<Set<Kind>> KINDS = Parameter.words("kind", kinds());
  private static final Parameter<String> AFTER =
      new Parameter<>("last_event_id", "the id of an event", Optional::of);

  private final OpenCueResourceConfig config;
  private final WatchFarm watch;
  private final Map<String, EventTexts> texts = new ConcurrentHashMap<>();

  Events(OpenCueResourceConfig config, WatchFarm watch) {
    this.config = config;
    this.watch = watch;
  }

  List<Operation> operations() {
    return List.of(
        Operation.live(
            "streamEvents", "/api/events", this::stream, SHOWS, JOBS, USERS, KINDS, AFTER));
  }

  private Answer.Live stream(Call call) {
    return new Answer.Live(exchange -> begin(call, exchange));
  }

  private void begin(Call call, EdgeExchange exchange) {
    // A browser sends the header when it comes back, and then knows more than its address.
    String header = exchange.header("Last-Event-ID");
    Listener listener =
        watch.listen(
            call.caller(),
            call.farm(),
            filter(call.query()),
            header == null ? call.query().get(AFTER) : Optional.of(header));
    exchange.onEnd(listener::close);
    exchange.onClosing(listener::end);
    exchange.setHeader("Cache-Control", "no-store");
    // A proxy that gathers bytes would hold events back.
    exchange.setHeader("X-Accel-Buffering", "no");
    if (exchange.verb().equals("HEAD")) {
      exchange.respond(200, EventStream.TYPE, new byte[0]);
      return;
    }
    EventTexts shared = texts.computeIfAbsent(call.farm().name(), name -> new EventTexts());
    exchange.stream(
        200,
        EventStream.TYPE,
        new EventStream(call.farm().name(), listener, shared, config.heartbeat(), exchange));
  }

  static ChangeFilter filter(Query query) {
    return new ChangeFilter(
        query.get(SHOWS).orElse(Set.of()),
        query.get(JOBS).orElse(Set.of()),
        query.get(USERS).orElse(Set.of()),
        query.get(KINDS).orElse(Set.of()));
  }

  private static Map<String, Set<Kind>> kinds() {
    Map<String, Set<Kind>> words = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      words.put(kind.name().toLowerCase(Locale.ROOT), Set.of(kind));
    }
    return words;
  }
}
