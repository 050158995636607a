package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseWork;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ControlWork;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.port.WorkPorts;
import io.farmgate.opencue.wire.job.LayerAddLimitRequest;
import io.farmgate.opencue.wire.job.LayerAddLimitResponse;
import io.farmgate.opencue.wire.job.LayerDropLimitRequest;
import io.farmgate.opencue.wire.job.LayerDropLimitResponse;
import io.farmgate.opencue.wire.job.LayerGetLimitsRequest;
import io.farmgate.opencue.wire.job.LayerGetLimitsResponse;
import io.farmgate.opencue.wire.job.LayerGetOutputPathsRequest;
import io.farmgate.opencue.wire.job.LayerGetOutputPathsResponse;
import io.farmgate.opencue.wire.job.LayerRegisterOutputPathRequest;
import io.farmgate.opencue.wire.job.LayerRegisterOutputPathResponse;
import java.util.function.Consumer;

/** {@code job.LayerInterface}: the limits and the results of layers. */
final class LayerPartMethods {
  private static final String SERVICE = "job.LayerInterface/";

  private final BrowseWork browse;
  private final ControlWork control;

  LayerPartMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse.work();
    this.control = control.work();
  }

  void addTo(MethodTable table) {
    addLimits(table);
    addOutputs(table);
  }

  private void addLimits(MethodTable table) {
    table.add(
        SERVICE + "GetLimits",
        LayerGetLimitsRequest.getDefaultInstance(),
        LayerGetLimitsResponse.class,
        (call, request) -> {
          LayerId layer = LayerSetMethods.id(request.getLayer());
          return LayerGetLimitsResponse.newBuilder()
              .addAllLimits(
                  browse.limitsOfLayer(call.caller(), call.farm(), layer).stream()
                      .map(LimitMethods::wire)
                      .toList())
              .build();
        });
    table.add(
        SERVICE + "AddLimit",
        LayerAddLimitRequest.getDefaultInstance(),
        LayerAddLimitResponse.class,
        (call, request) -> {
          LayerId layer = LayerSetMethods.id(request.getLayer());
          LimitId limit = limit(request.getLimitId());
          change(call, ports -> ports.layerLimits().add(layer, limit));
          return LayerAddLimitResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "DropLimit",
        LayerDropLimitRequest.getDefaultInstance(),
        LayerDropLimitResponse.class,
        (call, request) -> {
          LayerId layer = LayerSetMethods.id(request.getLayer());
          LimitId limit = limit(request.getLimitId());
          change(call, ports -> ports.layerLimits().drop(layer, limit));
          return LayerDropLimitResponse.getDefaultInstance();
        });
  }

  private void addOutputs(MethodTable table) {
    table.add(
        SERVICE + "GetOutputPaths",
        LayerGetOutputPathsRequest.getDefaultInstance(),
        LayerGetOutputPathsResponse.class,
        (call, request) -> {
          LayerId layer = LayerSetMethods.id(request.getLayer());
          return LayerGetOutputPathsResponse.newBuilder()
              .addAllOutputPaths(browse.outputsOfLayer(call.caller(), call.farm(), layer))
              .build();
        });
    table.add(
        SERVICE + "RegisterOutputPath",
        LayerRegisterOutputPathRequest.getDefaultInstance(),
        LayerRegisterOutputPathResponse.class,
        (call, request) -> {
          LayerId layer = LayerSetMethods.id(request.getLayer());
          String path = request.getSpec();
          change(call, ports -> ports.outputs().register(layer, path));
          return LayerRegisterOutputPathResponse.getDefaultInstance();
        });
  }

  private void change(Invocation call, Consumer<WorkPorts> change) {
    control.change(call.caller(), call.farm(), "change a layer", change);
  }

  private static LimitId limit(String id) {
    return Wire.id("limitId", id, LimitId::new);
  }
}
