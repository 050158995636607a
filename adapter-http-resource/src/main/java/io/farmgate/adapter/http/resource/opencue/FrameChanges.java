package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.Job;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.KillReason;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The operations that change frames. */
final class FrameChanges {
  private final OpenCueResourceConfig config;
  private final BrowseFarm browse;
  private final ControlFarm control;

  FrameChanges(OpenCueResourceConfig config, BrowseFarm browse, ControlFarm control) {
    this.config = config;
    this.browse = browse;
    this.control = control;
  }

  /** What can be done to frames. The names are the API's words. */
  enum Action {
    retry,
    kill,
    eat
  }

  List<Operation> operations() {
    return Stream.of(Action.values()).flatMap(this::operations).toList();
  }

  private Stream<Operation> operations(Action action) {
    return Stream.of(
        Operation.act(
            action + "Frames",
            "/api/job/{job_id}/frame/" + action,
            call -> ofJob(call, action),
            JobReads.FRAME_STATES,
            JobReads.LAYERS,
            JobReads.NUMBERS),
        Operation.act(
            action + "LayerFrames",
            "/api/layer/{layer_id}/frame/" + action,
            call -> ofLayer(call, action),
            JobReads.FRAME_STATES,
            JobReads.NUMBERS),
        Operation.act(
            action + "Frame",
            "/api/frame/{frame_id}/" + action,
            call -> {
              int changed = one(call, action, call.segment("frame_id"));
              return new Answer.Changed(said(action, changed), changed);
            }));
  }

  private Answer ofJob(Call call, Action action) {
    Job job = browse.jobKnownAs(call.caller(), call.farm(), call.segment("job_id"));
    int changed = act(call, action, JobReads.filtered(call, job));
    return new Answer.Changed(said(action, changed), changed);
  }

  private Answer ofLayer(Call call, Action action) {
    Layer layer =
        browse.layer(call.caller(), call.farm(), FarmReads.id(call, "layer", LayerId::new));
    int changed = act(call, action, JobReads.filtered(call, layer));
    return new Answer.Changed(said(action, changed), changed);
  }

  /** Does it to all frames of the layer of that id, and says to how many it was done. */
  int layer(Call call, Action action, String id) {
    if (id.isBlank()) {
      throw new FarmException(FarmFailure.NotFound.of("layer", id));
    }
    Layer layer = browse.layer(call.caller(), call.farm(), new LayerId(id));
    return act(call, action, FrameQuery.of(layer.jobId()).ofLayers(Set.of(layer.name())));
  }

  /** Does it to the frame of that id, and says to how many it was done: none or one. */
  int one(Call call, Action action, String id) {
    if (id.isBlank()) {
      throw new FarmException(FarmFailure.NotFound.of("frame", id));
    }
    return act(call, action, FrameQuery.one(new FrameId(id)));
  }

  private int act(Call call, Action action, FrameQuery frames) {
    KillReason reason = JobChanges.reason(config, call, "frame " + action);
    return switch (action) {
      case retry -> control.retryFrames(call.caller(), call.farm(), frames, reason);
      case kill -> control.killFrames(call.caller(), call.farm(), frames, reason);
      case eat -> control.eatFrames(call.caller(), call.farm(), frames, reason);
    };
  }

  static String said(Action action, int changed) {
    return (changed == 1 ? "1 frame " : changed + " frames ")
        + switch (action) {
          case retry -> "will be run again";
          case kill -> changed == 1 ? "was ended" : "were ended";
          case eat -> changed == 1 ? "was eaten" : "were eaten";
        };
  }
}
