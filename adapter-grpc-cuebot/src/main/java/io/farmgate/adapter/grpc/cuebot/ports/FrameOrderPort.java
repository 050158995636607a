package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Frame;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameOrder;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.schedule.Reordering;
import io.farmgate.opencue.wire.job.JobReorderFramesRequest;
import io.farmgate.opencue.wire.job.JobReorderFramesResponse;
import io.farmgate.opencue.wire.job.LayerReorderFramesRequest;
import io.farmgate.opencue.wire.job.LayerReorderFramesResponse;
import io.farmgate.opencue.wire.job.Order;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Orders frames anew. The farm is only ever asked to put frames first: asked to put some last it
 * moves others, those whose numbers count from 0, and a frame that a layer lacks spoils what it
 * makes of the other orders. So for these the frames of the layer are listed, ordered here, and
 * named one by one.
 */
final class FrameOrderPort implements FrameOrder {
  private final FarmCalls calls;
  private final LayerPort layers;
  private final FramePort frames;

  FrameOrderPort(FarmCalls calls, LayerPort layers, FramePort frames) {
    this.calls = calls;
    this.layers = layers;
    this.frames = frames;
  }

  @Override
  public void reorder(LayerId id, Reordering how) {
    if (how instanceof Reordering.First first) {
      putFirst(id, first.range().toString());
      return;
    }
    Layer layer =
        layers
            .byId(id)
            .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("layer", id.value())));
    List<Integer> now =
        frames.list(FrameQuery.of(layer.jobId()).ofLayers(Set.of(layer.name()))).stream()
            .map(Frame::number)
            .toList();
    List<Integer> then = how.apply(now);
    int moved = then.size();
    while (moved > 0 && then.get(moved - 1).equals(now.get(moved - 1))) {
      moved--;
    }
    if (moved > 0) {
      putFirst(
          id,
          then.subList(0, moved).stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
  }

  @Override
  public void reorder(JobId job, Reordering how) {
    if (how instanceof Reordering.First first) {
      calls.call(
          "job.JobInterface/ReorderFrames",
          JobReorderFramesRequest.newBuilder()
              .setJob(JobControlPort.job(job))
              .setRange(first.range().toString())
              .setOrder(Order.FIRST)
              .build(),
          JobReorderFramesResponse.parser());
      return;
    }
    List<Layer> all = layers.ofJob(job);
    if (all.isEmpty()) {
      throw new FarmException(FarmFailure.NotFound.of("job", job.value()));
    }
    all.forEach(layer -> reorder(layer.id(), how));
  }

  private void putFirst(LayerId layer, String range) {
    calls.call(
        "job.LayerInterface/ReorderFrames",
        LayerReorderFramesRequest.newBuilder()
            .setLayer(DependencyPort.wire(layer))
            .setRange(range)
            .setOrder(Order.FIRST)
            .build(),
        LayerReorderFramesResponse.parser());
  }
}
