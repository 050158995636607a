package io.farmgate.adapter.grpc.cuebot.fake;

import static io.farmgate.adapter.grpc.cuebot.fake.FarmMethods.actOn;
import static io.farmgate.adapter.grpc.cuebot.fake.FarmMethods.got;

import io.farmgate.opencue.wire.job.Layer;
import io.farmgate.opencue.wire.job.LayerGetFramesRequest;
import io.farmgate.opencue.wire.job.LayerGetFramesResponse;
import io.farmgate.opencue.wire.job.LayerGetLayerRequest;
import io.farmgate.opencue.wire.job.LayerGetLayerResponse;
import io.farmgate.opencue.wire.job.LayerSetMinMemoryRequest;
import io.farmgate.opencue.wire.job.LayerSetMinMemoryResponse;

/** Layers of {@link FakeFarm} as Cuebot answers them. */
final class LayerMethods {
  private final FakeFarm farm;
  private final FarmMethods methods;

  LayerMethods(FakeFarm farm, FarmMethods methods) {
    this.farm = farm;
    this.methods = methods;
  }

  void add() {
    methods.on(
        "job.LayerInterface/GetLayer",
        LayerGetLayerRequest.parser(),
        request ->
            LayerGetLayerResponse.newBuilder()
                .setLayer(got(farm.layer(request.getId()).orElse(null)))
                .build());
    methods.on(
        "job.LayerInterface/GetFrames",
        LayerGetFramesRequest.parser(),
        request ->
            LayerGetFramesResponse.newBuilder()
                .setFrames(
                    JobMethods.page(
                        farm.framesOfLayer(known(request.getLayer()).getId()), request.getS()))
                .build());
    methods.on(
        "job.LayerInterface/SetMinMemory",
        LayerSetMinMemoryRequest.parser(),
        request -> {
          farm.changeLayer(
              known(request.getLayer()).getId(),
              layer -> layer.toBuilder().setMinMemory(request.getMemory()).build());
          return LayerSetMinMemoryResponse.getDefaultInstance();
        });
  }

  private Layer known(Layer wanted) {
    return actOn(farm.layer(wanted.getId()).orElse(null));
  }
}
