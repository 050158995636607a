package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Layers;
import io.farmgate.opencue.wire.job.JobGetLayersRequest;
import io.farmgate.opencue.wire.job.JobGetLayersResponse;
import io.farmgate.opencue.wire.job.LayerGetLayerRequest;
import io.farmgate.opencue.wire.job.LayerGetLayerResponse;
import io.farmgate.opencue.wire.job.LayerStats;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Layers. */
final class LayerPort implements Layers {
  private final FarmCalls calls;

  LayerPort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<Layer> ofJob(JobId id) {
    return calls
        .find(
            "job.JobInterface/GetLayers",
            JobGetLayersRequest.newBuilder().setJob(JobControlPort.job(id)).build(),
            JobGetLayersResponse.parser())
        .map(found -> found.getLayers().getLayersList().stream().map(LayerPort::layer))
        .map(layers -> layers.sorted(Comparator.comparingInt(Layer::dispatchOrder)).toList())
        .orElse(List.of());
  }

  @Override
  public Optional<Layer> byId(LayerId id) {
    return calls
        .find(
            "job.LayerInterface/GetLayer",
            LayerGetLayerRequest.newBuilder().setId(id.value()).build(),
            LayerGetLayerResponse.parser())
        .map(found -> layer(found.getLayer()));
  }

  private static Layer layer(io.farmgate.opencue.wire.job.Layer wire) {
    return new Layer(
        new LayerId(wire.getId()),
        new JobId(wire.getParentId()),
        wire.getName(),
        type(wire.getType()),
        wire.getRange(),
        Math.max(1, wire.getChunkSize()),
        wire.getCommand(),
        Units.cores(wire.getMinCores()),
        Units.cores(wire.getMaxCores()),
        wire.getIsThreadable(),
        Units.bytes(wire.getMinMemory()),
        Math.round(wire.getMinGpus()),
        Units.bytes(wire.getMinGpuMemory()),
        wire.getTagsList(),
        wire.getServicesList(),
        // A Cuebot says of a layer under no limit that it is under one without a name.
        wire.getLimitsList().stream().filter(name -> !name.isEmpty()).toList(),
        Units.minutes(wire.getTimeout()),
        Units.minutes(wire.getTimeoutLlu()),
        wire.getDispatchOrder(),
        frames(wire.getLayerStats()),
        Math.round(wire.getMaxGpus()),
        startAfter(wire),
        wire.getMemoryOptimizerEnabled(),
        RunFigures.of(wire.getLayerStats()));
  }

  private static Optional<Layer.StartAfter> startAfter(io.farmgate.opencue.wire.job.Layer wire) {
    return wire.getStartAfter() <= 0
        ? Optional.empty()
        : Optional.of(
            new Layer.StartAfter(
                Instant.ofEpochSecond(wire.getStartAfter()), wire.getStartAfterReason()));
  }

  private static LayerType type(io.farmgate.opencue.wire.job.LayerType type) {
    return switch (type) {
      case PRE -> LayerType.PRE;
      case POST -> LayerType.POST;
      case RENDER -> LayerType.RENDER;
      case UTIL -> LayerType.UTIL;
      case UNRECOGNIZED ->
          throw new FarmException(
              new FarmFailure.Fault("the farm has a layer of a type that is not known here"));
    };
  }

  private static FrameCounts frames(LayerStats stats) {
    return Units.frames(
        stats.getTotalFrames(),
        new FrameCounts(
            stats.getWaitingFrames(),
            stats.getDependFrames(),
            stats.getRunningFrames(),
            stats.getSucceededFrames(),
            stats.getDeadFrames(),
            stats.getEatenFrames(),
            0));
  }
}
