package io.farmgate.domain.contract;

import io.farmgate.domain.LayerId;
import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.port.LayerLimits;
import java.util.Comparator;
import java.util.List;

/** Which limits hold for which layer of {@link InMemoryFarm}. */
final class MemoryLayerLimits implements LayerLimits {
  private final MemoryFarmState state;

  MemoryLayerLimits(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public List<Limit> ofLayer(LayerId id) {
    synchronized (state) {
      return state.known(id).limits.stream()
          .map(limit -> limit.snapshot(state.jobs()))
          .sorted(Comparator.comparing(Limit::name))
          .toList();
    }
  }

  @Override
  public void add(LayerId id, LimitId limit) {
    synchronized (state) {
      state.known(id).limits.add(known(limit));
    }
  }

  @Override
  public void drop(LayerId id, LimitId limit) {
    synchronized (state) {
      state.known(id).limits.remove(known(limit));
    }
  }

  private MemoryLimit known(LimitId id) {
    return state.limits.values().stream()
        .filter(limit -> limit.id.equals(id))
        .findFirst()
        .orElseThrow(() -> MemoryFarmState.notFound("limit", id.value()));
  }
}
