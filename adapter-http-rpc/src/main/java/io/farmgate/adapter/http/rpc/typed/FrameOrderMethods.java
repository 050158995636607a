package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ControlWork;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.port.FrameOrder;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.schedule.Reordering;
import io.farmgate.opencue.wire.job.JobReorderFramesRequest;
import io.farmgate.opencue.wire.job.JobReorderFramesResponse;
import io.farmgate.opencue.wire.job.JobStaggerFramesRequest;
import io.farmgate.opencue.wire.job.JobStaggerFramesResponse;
import io.farmgate.opencue.wire.job.LayerReorderFramesRequest;
import io.farmgate.opencue.wire.job.LayerReorderFramesResponse;
import io.farmgate.opencue.wire.job.LayerStaggerFramesRequest;
import io.farmgate.opencue.wire.job.LayerStaggerFramesResponse;
import io.farmgate.opencue.wire.job.Order;
import java.util.function.Consumer;

/** What the interfaces of jobs and layers offer to run some frames before others. */
final class FrameOrderMethods {
  private static final String JOB = "job.JobInterface/";
  private static final String LAYER = "job.LayerInterface/";

  private final ControlWork control;

  FrameOrderMethods(ControlFarm control) {
    this.control = control.work();
  }

  void addTo(MethodTable table) {
    table.add(
        LAYER + "ReorderFrames",
        LayerReorderFramesRequest.getDefaultInstance(),
        LayerReorderFramesResponse.class,
        (call, request) -> {
          LayerId layer = layer(request.getLayer());
          Reordering how = reordering(request.getRange(), request.getOrder());
          change(call, frames -> frames.reorder(layer, how));
          return LayerReorderFramesResponse.getDefaultInstance();
        });
    table.add(
        LAYER + "StaggerFrames",
        LayerStaggerFramesRequest.getDefaultInstance(),
        LayerStaggerFramesResponse.class,
        (call, request) -> {
          LayerId layer = layer(request.getLayer());
          Reordering how = staggered(request.getRange(), request.getStagger());
          change(call, frames -> frames.reorder(layer, how));
          return LayerStaggerFramesResponse.getDefaultInstance();
        });
    table.add(
        JOB + "ReorderFrames",
        JobReorderFramesRequest.getDefaultInstance(),
        JobReorderFramesResponse.class,
        (call, request) -> {
          JobId job = JobMethods.id(request.getJob());
          Reordering how = reordering(request.getRange(), request.getOrder());
          change(call, frames -> frames.reorder(job, how));
          return JobReorderFramesResponse.getDefaultInstance();
        });
    table.add(
        JOB + "StaggerFrames",
        JobStaggerFramesRequest.getDefaultInstance(),
        JobStaggerFramesResponse.class,
        (call, request) -> {
          JobId job = JobMethods.id(request.getJob());
          Reordering how = staggered(request.getRange(), request.getStagger());
          change(call, frames -> frames.reorder(job, how));
          return JobStaggerFramesResponse.getDefaultInstance();
        });
  }

  private void change(Invocation call, Consumer<FrameOrder> change) {
    control.change(
        call.caller(), call.farm(), "reorder frames", work -> change.accept(work.frameOrder()));
  }

  private static LayerId layer(io.farmgate.opencue.wire.job.Layer layer) {
    return Wire.id("layer.id", layer.getId(), LayerId::new);
  }

  private static Reordering reordering(String text, Order order) {
    FrameRange range = FrameRange.parse(text);
    return switch (order) {
      case FIRST -> new Reordering.First(range);
      case LAST -> new Reordering.Last(range);
      case REVERSE -> new Reordering.Reversed(range);
      case UNRECOGNIZED ->
          throw Wire.invalid("order: an unknown number (expected: FIRST, LAST or REVERSE)");
    };
  }

  private static Reordering staggered(String text, int step) {
    return new Reordering.Staggered(FrameRange.parse(text), step);
  }
}
