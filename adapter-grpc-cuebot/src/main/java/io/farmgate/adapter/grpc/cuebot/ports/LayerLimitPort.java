package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.LayerId;
import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.LayerLimits;
import io.farmgate.opencue.wire.job.LayerAddLimitRequest;
import io.farmgate.opencue.wire.job.LayerAddLimitResponse;
import io.farmgate.opencue.wire.job.LayerDropLimitRequest;
import io.farmgate.opencue.wire.job.LayerDropLimitResponse;
import io.farmgate.opencue.wire.job.LayerGetLimitsRequest;
import io.farmgate.opencue.wire.job.LayerGetLimitsResponse;
import java.util.Comparator;
import java.util.List;

/**
 * Which limits hold for which layer. A Cuebot says nothing where a limit is dropped that it does
 * not have, and writes one down twice: a change costs three calls, two of them to look first.
 */
final class LayerLimitPort implements LayerLimits {
  private static final String SERVICE = "job.LayerInterface/";

  private final FarmCalls calls;
  private final LimitPort limits;

  LayerLimitPort(FarmCalls calls, LimitPort limits) {
    this.calls = calls;
    this.limits = limits;
  }

  @Override
  public List<Limit> ofLayer(LayerId layer) {
    return calls
        .call(
            SERVICE + "GetLimits",
            LayerGetLimitsRequest.newBuilder().setLayer(LayerControlPort.layer(layer)).build(),
            LayerGetLimitsResponse.parser())
        .getLimitsList()
        .stream()
        .map(LimitPort::limit)
        .sorted(Comparator.comparing(Limit::name))
        .toList();
  }

  @Override
  public void add(LayerId layer, LimitId limit) {
    if (!holds(layer, limit)) {
      calls.call(
          SERVICE + "AddLimit",
          LayerAddLimitRequest.newBuilder()
              .setLayer(LayerControlPort.layer(layer))
              .setLimitId(limit.value())
              .build(),
          LayerAddLimitResponse.parser());
    }
  }

  @Override
  public void drop(LayerId layer, LimitId limit) {
    if (holds(layer, limit)) {
      calls.call(
          SERVICE + "DropLimit",
          LayerDropLimitRequest.newBuilder()
              .setLayer(LayerControlPort.layer(layer))
              .setLimitId(limit.value())
              .build(),
          LayerDropLimitResponse.parser());
    }
  }

  private boolean holds(LayerId layer, LimitId limit) {
    if (limits.byId(limit).isEmpty()) {
      throw new FarmException(FarmFailure.NotFound.of("limit", limit.value()));
    }
    return ofLayer(layer).stream().anyMatch(one -> one.id().equals(limit));
  }
}
