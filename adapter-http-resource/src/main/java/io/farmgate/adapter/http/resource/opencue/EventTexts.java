package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.application.Listener.Told;
import io.farmgate.domain.port.FarmChange;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What is told of changes: a name, and the thing as its resource shows it. One text is made of a
 * change however many listen; the last ones are kept. Thread-safe.
 */
final class EventTexts {
  private static final int KEPT = 256;

  private final AtomicReferenceArray<@Nullable Text> kept = new AtomicReferenceArray<>(KEPT);

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Text(long number, byte[] bytes) {}

  /** A change as a dialect tells it. */
  record Event(String name, ObjectNode data) {}

  /** Returns the whole event. The array is shared: it is not to be changed. */
  byte[] of(Told told) {
    int slot = Math.floorMod(told.number(), KEPT);
    Text text = kept.get(slot);
    if (text == null || text.number() != told.number()) {
      Event event = event(told.change());
      text = new Text(told.number(), text(told.id(), event.name(), event.data()));
      kept.set(slot, text);
    }
    return text.bytes();
  }

  /** Returns an event as it is sent. JSON has no line ends but those in its strings, escaped. */
  static byte[] text(String id, String name, ObjectNode data) {
    return ((id.isEmpty() ? "" : "id: " + id + "\n")
            + "event: "
            + name
            + "\ndata: "
            + data
            + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  static Event event(FarmChange change) {
    return switch (change) {
      case FarmChange.OfJob(var job) -> new Event("job", Shapes.JOB.write(job));
      case FarmChange.OfLayer(var job, var layer) ->
          new Event("layer", Shapes.LAYER.write(new LayerOfJob(layer, job)));
      case FarmChange.OfFrame(var job, var frame) -> new Event("frame", Shapes.FRAME.write(frame));
      case FarmChange.FrameProgress(var job, var frame) ->
          new Event("frame", Shapes.FRAME.write(frame));
      case FarmChange.OfHost(var host) -> new Event("host", FarmShapes.HOST.write(host));
      case FarmChange.JobGone(var job) ->
          new Event("job_gone", node().put("id", job.id().value()).put("name", job.name()));
      case FarmChange.HostGone(var host) ->
          new Event("host_gone", node().put("id", host.id().value()).put("name", host.name()));
      case FarmChange.ManyFrames(var job) ->
          new Event("frames", node().put("jobId", job.id().value()).put("job", job.name()));
      case FarmChange.Contact(var reachable) ->
          new Event("farm", node().put("reachable", reachable));
      case FarmChange.Lost() -> missed();
    };
  }

  static Event missed() {
    return new Event(
        "missed", node().put("message", "Changes were missed; what matters is to be read anew"));
  }

  static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
