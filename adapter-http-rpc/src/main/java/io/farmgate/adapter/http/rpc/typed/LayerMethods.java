package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.Job;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.RunStats;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.opencue.wire.job.LayerEatFramesRequest;
import io.farmgate.opencue.wire.job.LayerEatFramesResponse;
import io.farmgate.opencue.wire.job.LayerFindLayerRequest;
import io.farmgate.opencue.wire.job.LayerFindLayerResponse;
import io.farmgate.opencue.wire.job.LayerGetFramesRequest;
import io.farmgate.opencue.wire.job.LayerGetFramesResponse;
import io.farmgate.opencue.wire.job.LayerGetLayerRequest;
import io.farmgate.opencue.wire.job.LayerGetLayerResponse;
import io.farmgate.opencue.wire.job.LayerKillFramesRequest;
import io.farmgate.opencue.wire.job.LayerKillFramesResponse;
import io.farmgate.opencue.wire.job.LayerRetryFramesRequest;
import io.farmgate.opencue.wire.job.LayerRetryFramesResponse;
import io.farmgate.opencue.wire.job.LayerSeq;
import io.farmgate.opencue.wire.job.LayerStats;
import io.farmgate.opencue.wire.job.LayerType;
import java.util.List;
import java.util.Set;

/** {@code job.LayerInterface}. */
final class LayerMethods {
  private static final String SERVICE = "job.LayerInterface/";

  private final BrowseFarm browse;
  private final ControlFarm control;

  LayerMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addFrameChanges(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "GetLayer",
        LayerGetLayerRequest.getDefaultInstance(),
        LayerGetLayerResponse.class,
        (call, request) ->
            LayerGetLayerResponse.newBuilder()
                .setLayer(wire(byId(call, "id", request.getId())))
                .build());
    table.add(
        SERVICE + "FindLayer",
        LayerFindLayerRequest.getDefaultInstance(),
        LayerFindLayerResponse.class,
        (call, request) -> {
          String jobName = Wire.text("job", request.getJob());
          String layerName = Wire.text("layer", request.getLayer());
          Job job = browse.jobNamed(call.caller(), call.farm(), jobName);
          Layer layer = browse.layerNamed(call.caller(), call.farm(), job.id(), layerName);
          return LayerFindLayerResponse.newBuilder().setLayer(wire(layer)).build();
        });
    table.add(
        SERVICE + "GetFrames",
        LayerGetFramesRequest.getDefaultInstance(),
        LayerGetFramesResponse.class,
        (call, request) -> {
          Layer layer = ofMessage(call, request.getLayer());
          FrameQuery query =
              FrameQueries.of(call, layer.jobId(), request.getS()).ofLayers(Set.of(layer.name()));
          return LayerGetFramesResponse.newBuilder()
              .setFrames(FrameMethods.wire(browse.frames(call.caller(), call.farm(), query)))
              .build();
        });
  }

  private void addFrameChanges(MethodTable table) {
    table.add(
        SERVICE + "RetryFrames",
        LayerRetryFramesRequest.getDefaultInstance(),
        LayerRetryFramesResponse.class,
        (call, request) -> {
          FrameQuery all = allFrames(ofMessage(call, request.getLayer()));
          control.retryFrames(call.caller(), call.farm(), all, Wire.reason(call, "retried"));
          return LayerRetryFramesResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "EatFrames",
        LayerEatFramesRequest.getDefaultInstance(),
        LayerEatFramesResponse.class,
        (call, request) -> {
          FrameQuery all = allFrames(ofMessage(call, request.getLayer()));
          control.eatFrames(call.caller(), call.farm(), all, Wire.reason(call, "eaten"));
          return LayerEatFramesResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "KillFrames",
        LayerKillFramesRequest.getDefaultInstance(),
        LayerKillFramesResponse.class,
        (call, request) -> {
          control.killFrames(
              call.caller(),
              call.farm(),
              allFrames(ofMessage(call, request.getLayer())),
              Wire.reason(
                  call,
                  request.getUsername(),
                  request.getHostKill(),
                  request.getPid(),
                  request.getReason()));
          return LayerKillFramesResponse.getDefaultInstance();
        });
  }

  private Layer ofMessage(Invocation call, io.farmgate.opencue.wire.job.Layer layer) {
    return byId(call, "layer.id", layer.getId());
  }

  private Layer byId(Invocation call, String field, String id) {
    return browse.layer(call.caller(), call.farm(), Wire.id(field, id, LayerId::new));
  }

  private static FrameQuery allFrames(Layer layer) {
    return FrameQuery.of(layer.jobId()).ofLayers(Set.of(layer.name()));
  }

  static LayerSeq wire(List<Layer> layers) {
    return LayerSeq.newBuilder()
        .addAllLayers(layers.stream().map(LayerMethods::wire).toList())
        .build();
  }

  static io.farmgate.opencue.wire.job.Layer wire(Layer layer) {
    io.farmgate.opencue.wire.job.Layer.Builder wire =
        io.farmgate.opencue.wire.job.Layer.newBuilder()
            .setId(layer.id().value())
            .setName(layer.name())
            .setRange(layer.range())
            .addAllTags(layer.tags())
            .setMinCores(layer.minCores().asFloat())
            .setMaxCores(layer.maxCores().asFloat())
            .setIsThreadable(layer.threadable())
            .setMinMemory(Wire.kilobytes(layer.memoryBytes()))
            .setMinGpuMemory(Wire.kilobytes(layer.gpuMemoryBytes()))
            .setChunkSize(layer.chunk())
            .setDispatchOrder(layer.dispatchOrder())
            .setType(type(layer.type()))
            .addAllServices(layer.services())
            .setLayerStats(stats(layer.frames(), layer.runs()))
            .setParentId(layer.jobId().value())
            .addAllLimits(layer.limits())
            .setTimeout(ServiceFields.minutes(layer.timeout()))
            .setTimeoutLlu(ServiceFields.minutes(layer.timeoutWithoutLog()))
            .setMinGpus(layer.gpus())
            .setMaxGpus(layer.maxGpus())
            .setCommand(layer.command())
            .setMemoryOptimizerEnabled(layer.memoryOptimizer());
    layer
        .startAfter()
        .ifPresent(hold ->
            wire.setStartAfter(hold.time().getEpochSecond()).setStartAfterReason(hold.reason()));
    return wire.build();
  }

  private static LayerType type(io.farmgate.domain.LayerType type) {
    return switch (type) {
      case PRE -> LayerType.PRE;
      case POST -> LayerType.POST;
      case RENDER -> LayerType.RENDER;
      case UTIL -> LayerType.UTIL;
    };
  }

  private static LayerStats stats(FrameCounts frames, RunStats runs) {
    return LayerStats.newBuilder()
        .setTotalFrames(frames.total())
        .setWaitingFrames(frames.waiting())
        .setRunningFrames(frames.running())
        .setDeadFrames(frames.dead())
        .setEatenFrames(frames.eaten())
        .setDependFrames(frames.depend())
        .setSucceededFrames(frames.succeeded())
        .setPendingFrames(frames.pending())
        .setAvgFrameSec(Wire.seconds(runs.averageTime()))
        .setLowFrameSec(Wire.seconds(runs.shortest()))
        .setHighFrameSec(Wire.seconds(runs.longest()))
        .setAvgCoreSec(Wire.seconds(runs.averageCoreTime()))
        .setRenderedFrameCount(runs.succeeded())
        .setFailedFrameCount(runs.failed())
        .setRemainingCoreSec(runs.remainingCoreTime(frames).toSeconds())
        .setTotalCoreSec(runs.totalCoreTime().toSeconds())
        .setRenderedCoreSec(runs.succeededCoreTime().toSeconds())
        .setFailedCoreSec(runs.failedCoreTime().toSeconds())
        .setMaxRss(Wire.kilobytes(runs.maxRssBytes()))
        .setTotalGpuSec(runs.totalGpuTime().toSeconds())
        .setRenderedGpuSec(runs.succeededGpuTime().toSeconds())
        .setFailedGpuSec(runs.failedGpuTime().toSeconds())
        .build();
  }
}
