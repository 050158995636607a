package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ControlWork;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerSettings;
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
import io.farmgate.opencue.wire.job.LayerSetMinGpuRequest;
import io.farmgate.opencue.wire.job.LayerSetMinGpuResponse;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code job.LayerInterface}: what people set for layers. */
final class LayerSetMethods {
  private static final String SERVICE = "job.LayerInterface/";
  private static final String WHAT = "change a layer";

  /** As long as Cuebot keeps; a longer name is cut off there too. */
  private static final int LONGEST_REASON = 255;

  /** Above any time that a layer may wait for, and still an instant. */
  private static final long LAST_SECOND = Integer.MAX_VALUE * 2L;

  private final ControlWork control;

  LayerSetMethods(ControlFarm control) {
    this.control = control.work();
  }

  void addTo(MethodTable table) {
    addAmounts(table);
    addGpus(table);
    addOlderName(table);
    addWhereAndWhen(table);
    addOrder(table);
  }

  private void addAmounts(MethodTable table) {
    table.add(
        SERVICE + "SetMinCores",
        LayerSetMinCoresRequest.getDefaultInstance(),
        LayerSetMinCoresResponse.class,
        (call, request) -> {
          Cores min = Wire.cores("cores", request.getCores());
          change(call, request.getLayer(), settings -> settings.withMinCores(min));
          return LayerSetMinCoresResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMaxCores",
        LayerSetMaxCoresRequest.getDefaultInstance(),
        LayerSetMaxCoresResponse.class,
        (call, request) -> {
          Cores max = Wire.cores("cores", request.getCores());
          change(call, request.getLayer(), settings -> settings.withMaxCores(max));
          return LayerSetMaxCoresResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetThreadable",
        LayerSetThreadableRequest.getDefaultInstance(),
        LayerSetThreadableResponse.class,
        (call, request) -> {
          change(
              call,
              request.getLayer(),
              settings -> settings.withThreadable(request.getThreadable()));
          return LayerSetThreadableResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMinMemory",
        LayerSetMinMemoryRequest.getDefaultInstance(),
        LayerSetMinMemoryResponse.class,
        (call, request) -> {
          long bytes = ServiceFields.bytes("memory", request.getMemory());
          change(call, request.getLayer(), settings -> settings.withMemoryBytes(bytes));
          return LayerSetMinMemoryResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "EnableMemoryOptimizer",
        LayerEnableMemoryOptimizerRequest.getDefaultInstance(),
        LayerEnableMemoryOptimizerResponse.class,
        (call, request) -> {
          change(
              call,
              request.getLayer(),
              settings -> settings.withMemoryOptimizer(request.getValue()));
          return LayerEnableMemoryOptimizerResponse.getDefaultInstance();
        });
  }

  private void addGpus(MethodTable table) {
    table.add(
        SERVICE + "SetMinGpus",
        LayerSetMinGpusRequest.getDefaultInstance(),
        LayerSetMinGpusResponse.class,
        (call, request) -> {
          change(call, request.getLayer(), settings -> settings.withGpus(request.getMinGpus()));
          return LayerSetMinGpusResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMaxGpus",
        LayerSetMaxGpusRequest.getDefaultInstance(),
        LayerSetMaxGpusResponse.class,
        (call, request) -> {
          change(call, request.getLayer(), settings -> settings.withMaxGpus(request.getMaxGpus()));
          return LayerSetMaxGpusResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMinGpuMemory",
        LayerSetMinGpuMemoryRequest.getDefaultInstance(),
        LayerSetMinGpuMemoryResponse.class,
        (call, request) -> {
          long bytes = ServiceFields.bytes("gpuMemory", request.getGpuMemory());
          change(call, request.getLayer(), settings -> settings.withGpuMemoryBytes(bytes));
          return LayerSetMinGpuMemoryResponse.getDefaultInstance();
        });
  }

  /** The older name of SetMinGpuMemory. */
  @SuppressWarnings("deprecation") // its fields are; that they are still read is its purpose
  private void addOlderName(MethodTable table) {
    table.add(
        SERVICE + "SetMinGpu",
        LayerSetMinGpuRequest.getDefaultInstance(),
        LayerSetMinGpuResponse.class,
        (call, request) -> {
          long bytes = ServiceFields.bytes("gpu", request.getGpu());
          change(call, request.getLayer(), settings -> settings.withGpuMemoryBytes(bytes));
          return LayerSetMinGpuResponse.getDefaultInstance();
        });
  }

  private void addWhereAndWhen(MethodTable table) {
    table.add(
        SERVICE + "SetTags",
        LayerSetTagsRequest.getDefaultInstance(),
        LayerSetTagsResponse.class,
        (call, request) -> {
          List<String> tags = request.getTagsList().stream().distinct().toList();
          change(call, request.getLayer(), settings -> settings.withTags(tags));
          return LayerSetTagsResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetTimeout",
        LayerSetTimeoutRequest.getDefaultInstance(),
        LayerSetTimeoutResponse.class,
        (call, request) -> {
          Optional<Duration> time = ServiceFields.minutes("timeout", request.getTimeout());
          change(call, request.getLayer(), settings -> settings.withTimeout(time));
          return LayerSetTimeoutResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetTimeoutLLU",
        LayerSetTimeoutLLURequest.getDefaultInstance(),
        LayerSetTimeoutLLUResponse.class,
        (call, request) -> {
          Optional<Duration> time = ServiceFields.minutes("timeoutLlu", request.getTimeoutLlu());
          change(call, request.getLayer(), settings -> settings.withTimeoutWithoutLog(time));
          return LayerSetTimeoutLLUResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetStartAfter",
        LayerSetStartAfterRequest.getDefaultInstance(),
        LayerSetStartAfterResponse.class,
        (call, request) -> {
          Optional<Layer.StartAfter> hold = hold(call, request);
          change(call, request.getLayer(), settings -> settings.withStartAfter(hold));
          return LayerSetStartAfterResponse.getDefaultInstance();
        });
  }

  private void addOrder(MethodTable table) {
    table.add(
        SERVICE + "SetDispatchOrder",
        LayerSetDispatchOrderRequest.getDefaultInstance(),
        LayerSetDispatchOrderResponse.class,
        (call, request) -> {
          LayerId layer = id(request.getLayer());
          int order = request.getOrder();
          control.change(
              call.caller(),
              call.farm(),
              WHAT,
              ports -> ports.layers().setDispatchOrder(layer, order));
          return LayerSetDispatchOrderResponse.getDefaultInstance();
        });
  }

  private void change(
      Invocation call,
      io.farmgate.opencue.wire.job.Layer layer,
      UnaryOperator<LayerSettings> change) {
    LayerId id = id(layer);
    control.change(call.caller(), call.farm(), WHAT, ports -> ports.layers().change(id, change));
  }

  static LayerId id(io.farmgate.opencue.wire.job.Layer layer) {
    return Wire.id("layer.id", layer.getId(), LayerId::new);
  }

  /** Who does not say who they are is the token's subject. */
  private static Optional<Layer.StartAfter> hold(
      Invocation call, LayerSetStartAfterRequest request) {
    long seconds = request.getStartAfter();
    if (seconds < 0 || seconds > LAST_SECOND) {
      throw Wire.invalid(
          "startAfter: "
              + seconds
              + " (expected: seconds since 1970, at most five years ahead, or 0 for none)");
    }
    if (seconds == 0) {
      return Optional.empty();
    }
    String user = request.getUsername().isBlank() ? call.caller().subject() : request.getUsername();
    String reason = "Set by " + user;
    return Optional.of(
        new Layer.StartAfter(
            Instant.ofEpochSecond(seconds),
            reason.substring(0, Math.min(reason.length(), LONGEST_REASON))));
  }
}
