package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.Job;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.opencue.wire.job.FrameEatRequest;
import io.farmgate.opencue.wire.job.FrameEatResponse;
import io.farmgate.opencue.wire.job.FrameFindFrameRequest;
import io.farmgate.opencue.wire.job.FrameFindFrameResponse;
import io.farmgate.opencue.wire.job.FrameGetFrameRequest;
import io.farmgate.opencue.wire.job.FrameGetFrameResponse;
import io.farmgate.opencue.wire.job.FrameGetFramesRequest;
import io.farmgate.opencue.wire.job.FrameGetFramesResponse;
import io.farmgate.opencue.wire.job.FrameKillRequest;
import io.farmgate.opencue.wire.job.FrameKillResponse;
import io.farmgate.opencue.wire.job.FrameRetryRequest;
import io.farmgate.opencue.wire.job.FrameRetryResponse;
import io.farmgate.opencue.wire.job.FrameSeq;
import io.farmgate.opencue.wire.job.FrameState;
import io.farmgate.opencue.wire.job.UpdatedFrame;
import io.farmgate.opencue.wire.job.UpdatedFrameSeq;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code job.FrameInterface}. */
final class FrameMethods {
  private static final String SERVICE = "job.FrameInterface/";

  private final BrowseFarm browse;
  private final ControlFarm control;

  FrameMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addChanges(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "GetFrame",
        FrameGetFrameRequest.getDefaultInstance(),
        FrameGetFrameResponse.class,
        (call, request) ->
            FrameGetFrameResponse.newBuilder()
                .setFrame(
                    wire(
                        browse.frame(
                            call.caller(),
                            call.farm(),
                            Wire.id("id", request.getId(), FrameId::new))))
                .build());
    table.add(
        SERVICE + "FindFrame",
        FrameFindFrameRequest.getDefaultInstance(),
        FrameFindFrameResponse.class,
        (call, request) ->
            FrameFindFrameResponse.newBuilder().setFrame(wire(find(call, request))).build());
    table.add(
        SERVICE + "GetFrames",
        FrameGetFramesRequest.getDefaultInstance(),
        FrameGetFramesResponse.class,
        (call, request) -> {
          FrameQuery query =
              FrameQueries.of(call, jobNamed(call, request.getJob()).id(), request.getR());
          return FrameGetFramesResponse.newBuilder()
              .setFrames(wire(browse.frames(call.caller(), call.farm(), query)))
              .build();
        });
  }

  private void addChanges(MethodTable table) {
    table.add(
        SERVICE + "Retry",
        FrameRetryRequest.getDefaultInstance(),
        FrameRetryResponse.class,
        (call, request) -> {
          FrameQuery one = one(request.getFrame());
          control.retryFrames(call.caller(), call.farm(), one, Wire.reason(call, "retried"));
          return FrameRetryResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Eat",
        FrameEatRequest.getDefaultInstance(),
        FrameEatResponse.class,
        (call, request) -> {
          FrameQuery one = one(request.getFrame());
          control.eatFrames(call.caller(), call.farm(), one, Wire.reason(call, "eaten"));
          return FrameEatResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Kill",
        FrameKillRequest.getDefaultInstance(),
        FrameKillResponse.class,
        (call, request) -> {
          control.killFrames(
              call.caller(),
              call.farm(),
              one(request.getFrame()),
              Wire.reason(
                  call,
                  request.getUsername(),
                  request.getHostKill(),
                  request.getPid(),
                  request.getReason()));
          return FrameKillResponse.getDefaultInstance();
        });
  }

  private Frame find(Invocation call, FrameFindFrameRequest request) {
    Job job = jobNamed(call, request.getJob());
    FrameQuery query =
        new FrameQuery(
            Optional.of(job.id()),
            Set.of(),
            Set.of(Wire.text("layer", request.getLayer())),
            Set.of(),
            Set.of(request.getFrame()),
            Set.of(),
            Optional.empty(),
            0,
            1);
    return browse.frames(call.caller(), call.farm(), query).stream()
        .findFirst()
        .orElseThrow(() ->
            new FarmException(
                FarmFailure.NotFound.of("frame", request.getLayer() + "/" + request.getFrame())));
  }

  private Job jobNamed(Invocation call, String name) {
    return browse.jobNamed(call.caller(), call.farm(), Wire.text("job", name));
  }

  private static FrameQuery one(io.farmgate.opencue.wire.job.Frame frame) {
    return FrameQuery.one(Wire.id("frame.id", frame.getId(), FrameId::new));
  }

  static FrameSeq wire(List<Frame> frames) {
    return FrameSeq.newBuilder()
        .addAllFrames(frames.stream().map(FrameMethods::wire).toList())
        .build();
  }

  static io.farmgate.opencue.wire.job.Frame wire(Frame frame) {
    io.farmgate.opencue.wire.job.Frame.Builder wire =
        io.farmgate.opencue.wire.job.Frame.newBuilder();
    frame.display().map(FrameNoteMethods::wire).ifPresent(wire::setFrameStateDisplayOverride);
    return wire.setId(frame.id().value())
        .setName(frame.name())
        .setLayerName(frame.layerName())
        .setNumber(frame.number())
        .setState(state(frame.state()))
        .setRetryCount(frame.retries())
        .setExitStatus(frame.exitStatus())
        .setDispatchOrder(frame.dispatchOrder())
        .setStartTime(Wire.seconds(frame.startTime()))
        .setStopTime(Wire.seconds(frame.stopTime()))
        .setMaxRss(Wire.kilobytes(frame.maxRssBytes()))
        .setUsedMemory(Wire.kilobytes(frame.usedMemoryBytes()))
        .setReservedMemory(Wire.kilobytes(frame.reservedMemoryBytes()))
        .setLastResource(lastResource(frame))
        .setCheckpointState(FrameNoteMethods.wire(frame.checkpoint().state()))
        .setCheckpointCount(frame.checkpoint().saved())
        .setTotalCoreTime((int) Math.min(Integer.MAX_VALUE, frame.totalCoreTime().toSeconds()))
        .build();
  }

  static UpdatedFrameSeq wireUpdated(List<Frame> frames) {
    return UpdatedFrameSeq.newBuilder()
        .addAllUpdatedFrames(frames.stream().map(FrameMethods::wireUpdated).toList())
        .build();
  }

  private static UpdatedFrame wireUpdated(Frame frame) {
    UpdatedFrame.Builder wire = UpdatedFrame.newBuilder();
    frame.display().map(FrameNoteMethods::wire).ifPresent(wire::setFrameStateDisplayOverride);
    return wire.setId(frame.id().value())
        .setState(state(frame.state()))
        .setRetryCount(frame.retries())
        .setExitStatus(frame.exitStatus())
        .setStartTime(Wire.seconds(frame.startTime()))
        .setStopTime(Wire.seconds(frame.stopTime()))
        .setMaxRss(Wire.kilobytes(frame.maxRssBytes()))
        .setUsedMemory(Wire.kilobytes(frame.usedMemoryBytes()))
        .setLastResource(lastResource(frame))
        .build();
  }

  /** Returns host, cores and GPUs of the last run in one text, as Cuebot writes them. */
  private static String lastResource(Frame frame) {
    return String.format(
        Locale.ROOT, "%s/%.2f/0", frame.lastHost(), frame.lastCores().hundredths() / 100.0);
  }

  static FrameState state(io.farmgate.domain.FrameState state) {
    return switch (state) {
      case WAITING -> FrameState.WAITING;
      case SETUP -> FrameState.SETUP;
      case RUNNING -> FrameState.RUNNING;
      case SUCCEEDED -> FrameState.SUCCEEDED;
      case DEPEND -> FrameState.DEPEND;
      case DEAD -> FrameState.DEAD;
      case EATEN -> FrameState.EATEN;
      case CHECKPOINT -> FrameState.CHECKPOINT;
    };
  }
}
