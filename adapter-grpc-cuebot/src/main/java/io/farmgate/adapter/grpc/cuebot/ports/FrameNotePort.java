package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Checkpoint;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameDisplay;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameNotes;
import io.farmgate.opencue.wire.job.CheckpointState;
import io.farmgate.opencue.wire.job.FrameSetCheckpointStateRequest;
import io.farmgate.opencue.wire.job.FrameSetCheckpointStateResponse;
import io.farmgate.opencue.wire.job.FrameStateDisplayOverride;
import io.farmgate.opencue.wire.job.FrameStateDisplayOverrideRequest;
import io.farmgate.opencue.wire.job.FrameStateDisplayOverrideResponse;
import io.farmgate.opencue.wire.job.GetFrameStateDisplayOverridesRequest;
import io.farmgate.opencue.wire.job.GetFrameStateDisplayOverridesResponse;
import java.util.Comparator;
import java.util.List;

/**
 * What is written on frames. The farm answers OK where it cannot set a checkpoint, and shows
 * nothing of frames that it lacks, so that a frame is looked at first.
 */
final class FrameNotePort implements FrameNotes {
  private static final String FRAME = "job.FrameInterface/";

  private final FarmCalls calls;
  private final FramePort frames;

  FrameNotePort(FarmCalls calls, FramePort frames) {
    this.calls = calls;
    this.frames = frames;
  }

  @Override
  public void setCheckpoint(FrameId id, Checkpoint.State state) {
    known(id).checkpoint().become(state);
    calls.call(
        FRAME + "SetCheckpointState",
        FrameSetCheckpointStateRequest.newBuilder()
            .setFrame(DependencyPort.wire(id))
            .setState(wire(state))
            .build(),
        FrameSetCheckpointStateResponse.parser());
  }

  @Override
  public List<FrameDisplay> displays(FrameId id) {
    known(id);
    return calls
        .call(
            FRAME + "GetFrameStateDisplayOverrides",
            GetFrameStateDisplayOverridesRequest.newBuilder()
                .setFrame(DependencyPort.wire(id))
                .build(),
            GetFrameStateDisplayOverridesResponse.parser())
        .getOverrides()
        .getOverridesList()
        .stream()
        .map(FrameNotePort::display)
        .sorted(Comparator.comparing(FrameDisplay::state))
        .toList();
  }

  @Override
  public void setDisplay(FrameId id, FrameDisplay display) {
    known(id);
    calls.call(
        FRAME + "SetFrameStateDisplayOverride",
        FrameStateDisplayOverrideRequest.newBuilder()
            .setFrame(DependencyPort.wire(id))
            .setOverride(
                FrameStateDisplayOverride.newBuilder()
                    .setState(FramePort.wire(display.state()))
                    .setText(display.text())
                    .setColor(
                        FrameStateDisplayOverride.RGB
                            .newBuilder()
                            .setRed(display.red())
                            .setGreen(display.green())
                            .setBlue(display.blue())))
            .build(),
        FrameStateDisplayOverrideResponse.parser());
  }

  private Frame known(FrameId id) {
    return frames
        .byId(id)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("frame", id.value())));
  }

  static Checkpoint checkpoint(io.farmgate.opencue.wire.job.Frame wire) {
    Checkpoint.State state =
        switch (wire.getCheckpointState()) {
          case DISABLED -> Checkpoint.State.DISABLED;
          case ENABLED -> Checkpoint.State.ENABLED;
          case COPYING -> Checkpoint.State.COPYING;
          case COMPLETE -> Checkpoint.State.COMPLETE;
          case UNRECOGNIZED ->
              throw new FarmException(
                  new FarmFailure.Fault(
                      "the farm has a frame with a checkpoint that is not known here"));
        };
    return new Checkpoint(state, Math.max(0, wire.getCheckpointCount()));
  }

  private static CheckpointState wire(Checkpoint.State state) {
    return switch (state) {
      case DISABLED -> CheckpointState.DISABLED;
      case ENABLED -> CheckpointState.ENABLED;
      case COPYING -> CheckpointState.COPYING;
      case COMPLETE -> CheckpointState.COMPLETE;
    };
  }

  static FrameDisplay display(FrameStateDisplayOverride wire) {
    FrameStateDisplayOverride.RGB color = wire.getColor();
    return new FrameDisplay(
        FramePort.state(wire.getState()),
        wire.getText(),
        color.getRed(),
        color.getGreen(),
        color.getBlue());
  }
}
