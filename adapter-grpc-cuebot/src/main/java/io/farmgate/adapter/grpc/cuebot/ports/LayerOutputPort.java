package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.LayerId;
import io.farmgate.domain.port.LayerOutputs;
import io.farmgate.domain.spec.LayerRules;
import io.farmgate.opencue.wire.job.LayerGetOutputPathsRequest;
import io.farmgate.opencue.wire.job.LayerGetOutputPathsResponse;
import io.farmgate.opencue.wire.job.LayerRegisterOutputPathRequest;
import io.farmgate.opencue.wire.job.LayerRegisterOutputPathResponse;
import java.util.List;

/** Where layers write. What is written down already is looked for first: that costs a call. */
final class LayerOutputPort implements LayerOutputs {
  private static final String SERVICE = "job.LayerInterface/";

  private final FarmCalls calls;

  LayerOutputPort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<String> ofLayer(LayerId layer) {
    return List.copyOf(
        calls
            .call(
                SERVICE + "GetOutputPaths",
                LayerGetOutputPathsRequest.newBuilder()
                    .setLayer(LayerControlPort.layer(layer))
                    .build(),
                LayerGetOutputPathsResponse.parser())
            .getOutputPathsList());
  }

  @Override
  public void register(LayerId layer, String path) {
    LayerRules.checkPath(path);
    if (!ofLayer(layer).contains(path)) {
      calls.call(
          SERVICE + "RegisterOutputPath",
          LayerRegisterOutputPathRequest.newBuilder()
              .setLayer(LayerControlPort.layer(layer))
              .setSpec(path)
              .build(),
          LayerRegisterOutputPathResponse.parser());
    }
  }
}
