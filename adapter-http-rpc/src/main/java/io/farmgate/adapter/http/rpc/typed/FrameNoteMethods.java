package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseWork;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ControlWork;
import io.farmgate.domain.Checkpoint;
import io.farmgate.domain.FrameDisplay;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.opencue.wire.job.CheckpointState;
import io.farmgate.opencue.wire.job.FrameSetCheckpointStateRequest;
import io.farmgate.opencue.wire.job.FrameSetCheckpointStateResponse;
import io.farmgate.opencue.wire.job.FrameStateDisplayOverride;
import io.farmgate.opencue.wire.job.FrameStateDisplayOverrideRequest;
import io.farmgate.opencue.wire.job.FrameStateDisplayOverrideResponse;
import io.farmgate.opencue.wire.job.FrameStateDisplayOverrideSeq;
import io.farmgate.opencue.wire.job.GetFrameStateDisplayOverridesRequest;
import io.farmgate.opencue.wire.job.GetFrameStateDisplayOverridesResponse;

/** What {@code job.FrameInterface} offers to write on frames for others to see. */
final class FrameNoteMethods {
  private static final String FRAME = "job.FrameInterface/";

  private final BrowseWork browse;
  private final ControlWork control;

  FrameNoteMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse.work();
    this.control = control.work();
  }

  void addTo(MethodTable table) {
    table.add(
        FRAME + "SetCheckpointState",
        FrameSetCheckpointStateRequest.getDefaultInstance(),
        FrameSetCheckpointStateResponse.class,
        (call, request) -> {
          FrameId frame = id(request.getFrame());
          Checkpoint.State state = state(request.getState());
          control.change(
              call.caller(),
              call.farm(),
              "set a frame's checkpoint",
              work -> work.frameNotes().setCheckpoint(frame, state));
          return FrameSetCheckpointStateResponse.getDefaultInstance();
        });
    table.add(
        FRAME + "SetFrameStateDisplayOverride",
        FrameStateDisplayOverrideRequest.getDefaultInstance(),
        FrameStateDisplayOverrideResponse.class,
        (call, request) -> {
          FrameId frame = id(request.getFrame());
          FrameDisplay display = display(request.getOverride());
          control.change(
              call.caller(),
              call.farm(),
              "say how a frame is shown",
              work -> work.frameNotes().setDisplay(frame, display));
          return FrameStateDisplayOverrideResponse.getDefaultInstance();
        });
    table.add(
        FRAME + "GetFrameStateDisplayOverrides",
        GetFrameStateDisplayOverridesRequest.getDefaultInstance(),
        GetFrameStateDisplayOverridesResponse.class,
        (call, request) ->
            GetFrameStateDisplayOverridesResponse.newBuilder()
                .setOverrides(
                    FrameStateDisplayOverrideSeq.newBuilder()
                        .addAllOverrides(
                            browse
                                .displays(call.caller(), call.farm(), id(request.getFrame()))
                                .stream()
                                .map(FrameNoteMethods::wire)
                                .toList()))
                .build());
  }

  private static FrameId id(io.farmgate.opencue.wire.job.Frame frame) {
    return Wire.id("frame.id", frame.getId(), FrameId::new);
  }

  private static FrameDisplay display(FrameStateDisplayOverride wire) {
    FrameState state =
        switch (wire.getState()) {
          case WAITING -> FrameState.WAITING;
          case SETUP -> FrameState.SETUP;
          case RUNNING -> FrameState.RUNNING;
          case SUCCEEDED -> FrameState.SUCCEEDED;
          case DEPEND -> FrameState.DEPEND;
          case DEAD -> FrameState.DEAD;
          case EATEN -> FrameState.EATEN;
          case CHECKPOINT -> FrameState.CHECKPOINT;
          case UNRECOGNIZED ->
              throw Wire.invalid("override.state: an unknown number (expected: a frame's state)");
        };
    FrameStateDisplayOverride.RGB color = wire.getColor();
    return FrameDisplay.asked(
        state, wire.getText(), color.getRed(), color.getGreen(), color.getBlue());
  }

  private static Checkpoint.State state(CheckpointState state) {
    return switch (state) {
      case DISABLED -> Checkpoint.State.DISABLED;
      case ENABLED -> Checkpoint.State.ENABLED;
      case COPYING -> Checkpoint.State.COPYING;
      case COMPLETE -> Checkpoint.State.COMPLETE;
      case UNRECOGNIZED ->
          throw Wire.invalid(
              "state: an unknown number (expected: DISABLED, ENABLED, COPYING or COMPLETE)");
    };
  }

  static CheckpointState wire(Checkpoint.State state) {
    return switch (state) {
      case DISABLED -> CheckpointState.DISABLED;
      case ENABLED -> CheckpointState.ENABLED;
      case COPYING -> CheckpointState.COPYING;
      case COMPLETE -> CheckpointState.COMPLETE;
    };
  }

  static FrameStateDisplayOverride wire(FrameDisplay display) {
    return FrameStateDisplayOverride.newBuilder()
        .setState(FrameMethods.state(display.state()))
        .setText(display.text())
        .setColor(
            FrameStateDisplayOverride.RGB
                .newBuilder()
                .setRed(display.red())
                .setGreen(display.green())
                .setBlue(display.blue()))
        .build();
  }
}
