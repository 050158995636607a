package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.http.edge.BodySink;
import io.farmgate.adapter.http.edge.BodyWriter;
import io.farmgate.adapter.http.edge.EdgeExchange;
import io.farmgate.application.Listener;
import io.farmgate.application.Listener.Batch;
import io.farmgate.application.Listener.Told;
import io.farmgate.domain.failure.FarmException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** One stream of events, as a browser's EventSource reads it, until client or server leaves. */
final class EventStream implements BodyWriter {
  static final String TYPE = "text/event-stream";

  /** Who comes back does so within these milliseconds, so that not all come at once. */
  private static final int SOONEST = 1_000;

  private static final int LATEST = 5_000;

  /** How often a token is looked at while there is something to tell. */
  private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();

  private final String farm;
  private final Listener listener;
  private final EventTexts texts;
  private final Duration heartbeat;
  private final EdgeExchange exchange;
  private long checkedNanos = System.nanoTime();

  EventStream(
      String farm, Listener listener, EventTexts texts, Duration heartbeat, EdgeExchange exchange) {
    this.farm = farm;
    this.listener = listener;
    this.texts = texts;
    this.heartbeat = heartbeat;
    this.exchange = exchange;
  }

  @Override
  public void write(BodySink sink) throws IOException {
    send(sink, retry());
    send(sink, EventTexts.text(listener.position(), "ready", EventTexts.node().put("farm", farm)));
    sink.flush();
    boolean on = true;
    while (on) {
      Batch batch = next();
      if (!stillKnown()) {
        end(sink, "the token is no longer taken; come back with another one", 401);
        return;
      }
      tell(sink, batch);
      if (batch.ended()) {
        end(sink, "the gateway is closing down; come back in a moment", 503);
        on = false;
      }
      sink.flush();
    }
  }

  private Batch next() throws InterruptedIOException {
    try {
      return listener.next(heartbeat);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is closing");
    }
  }

  private void tell(BodySink sink, Batch batch) throws IOException {
    if (batch.missed()) {
      EventTexts.Event missed = EventTexts.missed();
      // Without an id where changes follow: who is cut off between gets those again.
      String id = batch.changes().isEmpty() ? listener.position() : "";
      send(sink, EventTexts.text(id, missed.name(), missed.data()));
    }
    for (Told told : batch.changes()) {
      send(sink, texts.of(told));
    }
    if (batch.changes().isEmpty() && !batch.missed()) {
      // No event for the client, but a place: what was filtered out is not missed either.
      send(sink, bytes(": still here\nid: " + listener.position() + "\n\n"));
    }
  }

  private boolean stillKnown() {
    long now = System.nanoTime();
    if (now - checkedNanos < Math.min(CHECK_NANOS, heartbeat.toNanos())) {
      return true;
    }
    checkedNanos = now;
    try {
      exchange.checkCaller();
      return true;
    } catch (FarmException e) {
      return false;
    }
  }

  private static void end(BodySink sink, String why, int code) throws IOException {
    send(sink, retry());
    send(sink, EventTexts.text("", "end", EventTexts.node().put("error", why).put("code", code)));
    sink.flush();
  }

  private static byte[] retry() {
    return bytes("retry: " + ThreadLocalRandom.current().nextInt(SOONEST, LATEST) + "\n\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void send(BodySink sink, byte[] bytes) throws IOException {
    sink.write(bytes, 0, bytes.length);
  }
}
