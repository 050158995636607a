package io.farmgate.adapter.grpc.cuebot.ports;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerSettings;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.LayerControl;
import io.farmgate.domain.spec.LayerRules;
import io.farmgate.opencue.wire.job.LayerEnableMemoryOptimizerRequest;
import io.farmgate.opencue.wire.job.LayerEnableMemoryOptimizerResponse;
import io.farmgate.opencue.wire.job.LayerSetDispatchOrderRequest;
import io.farmgate.opencue.wire.job.LayerSetDispatchOrderResponse;
import io.farmgate.opencue.wire.job.LayerSetMaxCoresRequest;
import io.farmgate.opencue.wire.job.LayerSetMaxCoresResponse;
import io.farmgate.opencue.wire.job.LayerSetMaxGpusRequest;
import io.farmgate.opencue.wire.job.LayerSetMaxGpusResponse;
import io.farmgate.opencue.wire.job.LayerSetMinCoresRequest;
import io.farmgate.opencue.wire.job.LayerSetMinCoresResponse;
import io.farmgate.opencue.wire.job.LayerSetMinGpuMemoryRequest;
import io.farmgate.opencue.wire.job.LayerSetMinGpuMemoryResponse;
import io.farmgate.opencue.wire.job.LayerSetMinGpusRequest;
import io.farmgate.opencue.wire.job.LayerSetMinGpusResponse;
import io.farmgate.opencue.wire.job.LayerSetMinMemoryRequest;
import io.farmgate.opencue.wire.job.LayerSetMinMemoryResponse;
import io.farmgate.opencue.wire.job.LayerSetStartAfterRequest;
import io.farmgate.opencue.wire.job.LayerSetStartAfterResponse;
import io.farmgate.opencue.wire.job.LayerSetTagsRequest;
import io.farmgate.opencue.wire.job.LayerSetTagsResponse;
import io.farmgate.opencue.wire.job.LayerSetThreadableRequest;
import io.farmgate.opencue.wire.job.LayerSetThreadableResponse;
import io.farmgate.opencue.wire.job.LayerSetTimeoutLLURequest;
import io.farmgate.opencue.wire.job.LayerSetTimeoutLLUResponse;
import io.farmgate.opencue.wire.job.LayerSetTimeoutRequest;
import io.farmgate.opencue.wire.job.LayerSetTimeoutResponse;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Changes layers. Settings are changed one by one, those that differ; two callers who change one
 * layer at the same time may mix, and where the farm refuses one, those before it are done.
 *
 * <p>A Cuebot takes less than a tenth of a core for one core, less than 256 MB for 256 MB, and has
 * no layers without tags. Two layers may have one place there: others are moved out of the way.
 */
final class LayerControlPort implements LayerControl {
  private static final String SERVICE = "job.LayerInterface/";

  /** How Cuebot words why a layer is held, around the name that it is given. */
  private static final String SET_BY = "Set by ";

  private final FarmCalls calls;
  private final LayerPort layers;
  private final Clock clock;

  LayerControlPort(FarmCalls calls, LayerPort layers, Clock clock) {
    this.calls = calls;
    this.layers = layers;
    this.clock = clock;
  }

  static io.farmgate.opencue.wire.job.Layer layer(LayerId id) {
    return io.farmgate.opencue.wire.job.Layer.newBuilder().setId(id.value()).build();
  }

  @Override
  public void change(LayerId id, UnaryOperator<LayerSettings> change) {
    LayerSettings before = known(id).settings();
    LayerSettings after = change.apply(before);
    LayerRules.check(before, after, clock.instant());
    Setter setter = new Setter(layer(id), before, after);
    // The one that a Cuebot may refuse goes first.
    setter.tags();
    setter.cores();
    setter.memory();
    setter.gpus();
    setter.times();
  }

  private Layer known(LayerId id) {
    return layers
        .byId(id)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("layer", id.value())));
  }

  @Override
  public void setDispatchOrder(LayerId id, int order) {
    LayerRules.checkOrder(order);
    Layer moving = known(id);
    List<Layer> others =
        layers.ofJob(moving.jobId()).stream().filter(other -> !other.id().equals(id)).toList();
    makeRoom(others, order);
    put(id, order);
  }

  private void makeRoom(List<Layer> others, int order) {
    List<Layer> inTheWay = others.stream().filter(one -> one.dispatchOrder() == order).toList();
    if (!inTheWay.isEmpty()) {
      makeRoom(others, order + 1);
      inTheWay.forEach(one -> put(one.id(), order + 1));
    }
  }

  private void put(LayerId id, int order) {
    calls.call(
        SERVICE + "SetDispatchOrder",
        LayerSetDispatchOrderRequest.newBuilder().setLayer(layer(id)).setOrder(order).build(),
        LayerSetDispatchOrderResponse.parser());
  }

  /** Makes the calls for what differs. */
  private final class Setter {
    private final io.farmgate.opencue.wire.job.Layer layer;
    private final LayerSettings before;
    private final LayerSettings after;

    Setter(io.farmgate.opencue.wire.job.Layer layer, LayerSettings before, LayerSettings after) {
      this.layer = layer;
      this.before = before;
      this.after = after;
    }

    private void set(
        Object old,
        Object wanted,
        String method,
        Message request,
        Parser<? extends Message> answer) {
      if (!Objects.equals(old, wanted)) {
        calls.call(SERVICE + method, request, answer);
      }
    }

    void tags() {
      set(
          before.tags(),
          after.tags(),
          "SetTags",
          LayerSetTagsRequest.newBuilder().setLayer(layer).addAllTags(after.tags()).build(),
          LayerSetTagsResponse.parser());
    }

    void cores() {
      set(
          before.threadable(),
          after.threadable(),
          "SetThreadable",
          LayerSetThreadableRequest.newBuilder()
              .setLayer(layer)
              .setThreadable(after.threadable())
              .build(),
          LayerSetThreadableResponse.parser());
      if (isBelow(after.minCores().hundredths(), before.maxCores().hundredths())) {
        minCores();
        maxCores();
      } else {
        maxCores();
        minCores();
      }
    }

    private void minCores() {
      set(
          before.minCores(),
          after.minCores(),
          "SetMinCores",
          LayerSetMinCoresRequest.newBuilder()
              .setLayer(layer)
              .setCores(after.minCores().asFloat())
              .build(),
          LayerSetMinCoresResponse.parser());
    }

    private void maxCores() {
      set(
          before.maxCores(),
          after.maxCores(),
          "SetMaxCores",
          LayerSetMaxCoresRequest.newBuilder()
              .setLayer(layer)
              .setCores(after.maxCores().asFloat())
              .build(),
          LayerSetMaxCoresResponse.parser());
    }

    void memory() {
      set(
          before.memoryBytes(),
          after.memoryBytes(),
          "SetMinMemory",
          LayerSetMinMemoryRequest.newBuilder()
              .setLayer(layer)
              .setMemory(Units.kilobytes(after.memoryBytes()))
              .build(),
          LayerSetMinMemoryResponse.parser());
      set(
          before.memoryOptimizer(),
          after.memoryOptimizer(),
          "EnableMemoryOptimizer",
          LayerEnableMemoryOptimizerRequest.newBuilder()
              .setLayer(layer)
              .setValue(after.memoryOptimizer())
              .build(),
          LayerEnableMemoryOptimizerResponse.parser());
    }

    void gpus() {
      set(
          before.gpuMemoryBytes(),
          after.gpuMemoryBytes(),
          "SetMinGpuMemory",
          LayerSetMinGpuMemoryRequest.newBuilder()
              .setLayer(layer)
              .setGpuMemory(Units.kilobytes(after.gpuMemoryBytes()))
              .build(),
          LayerSetMinGpuMemoryResponse.parser());
      if (isBelow(after.gpus(), before.maxGpus())) {
        minGpus();
        maxGpus();
      } else {
        maxGpus();
        minGpus();
      }
    }

    private void minGpus() {
      set(
          before.gpus(),
          after.gpus(),
          "SetMinGpus",
          LayerSetMinGpusRequest.newBuilder().setLayer(layer).setMinGpus(after.gpus()).build(),
          LayerSetMinGpusResponse.parser());
    }

    private void maxGpus() {
      set(
          before.maxGpus(),
          after.maxGpus(),
          "SetMaxGpus",
          LayerSetMaxGpusRequest.newBuilder().setLayer(layer).setMaxGpus(after.maxGpus()).build(),
          LayerSetMaxGpusResponse.parser());
    }

    /** Whether a minimum can be set before the new maximum is; a maximum of 0 bounds nothing. */
    private static boolean isBelow(int min, int max) {
      return max == 0 || min <= max;
    }

    void times() {
      set(
          before.timeout(),
          after.timeout(),
          "SetTimeout",
          LayerSetTimeoutRequest.newBuilder()
              .setLayer(layer)
              .setTimeout(Units.minutes(after.timeout()))
              .build(),
          LayerSetTimeoutResponse.parser());
      set(
          before.timeoutWithoutLog(),
          after.timeoutWithoutLog(),
          "SetTimeoutLLU",
          LayerSetTimeoutLLURequest.newBuilder()
              .setLayer(layer)
              .setTimeoutLlu(Units.minutes(after.timeoutWithoutLog()))
              .build(),
          LayerSetTimeoutLLUResponse.parser());
      set(
          before.startAfter(),
          after.startAfter(),
          "SetStartAfter",
          LayerSetStartAfterRequest.newBuilder()
              .setLayer(layer)
              .setStartAfter(
                  after.startAfter().map(hold -> hold.time().getEpochSecond()).orElse(0L))
              .setUsername(after.startAfter().map(hold -> user(hold.reason())).orElse(""))
              .build(),
          LayerSetStartAfterResponse.parser());
    }

    private static String user(String reason) {
      return reason.startsWith(SET_BY) ? reason.substring(SET_BY.length()) : reason;
    }
  }
}
