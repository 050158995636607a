package io.farmgate.domain.contract;

import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerSettings;
import io.farmgate.domain.port.LayerControl;
import io.farmgate.domain.spec.LayerRules;
import java.util.Comparator;
import java.util.function.UnaryOperator;

/** Changes layers of {@link InMemoryFarm}. */
final class MemoryLayerControl implements LayerControl {
  private final MemoryFarmState state;

  MemoryLayerControl(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public void change(LayerId id, UnaryOperator<LayerSettings> change) {
    synchronized (state) {
      MemoryLayer layer = state.known(id);
      LayerSettings changed = change.apply(layer.settings);
      LayerRules.check(layer.settings, changed, state.now());
      layer.settings = changed;
    }
  }

  @Override
  public void setDispatchOrder(LayerId id, int order) {
    LayerRules.checkOrder(order);
    synchronized (state) {
      MemoryLayer layer = state.known(id);
      makeRoom(layer, order);
      layer.order = order;
      layer.job.layers.sort(Comparator.comparingInt(one -> one.order));
    }
  }

  /** Moves up what has the place, and before that what it would meet there. */
  private static void makeRoom(MemoryLayer moving, int order) {
    moving.job.layers.stream()
        .filter(other -> other != moving && other.order == order)
        .findFirst()
        .ifPresent(other -> {
          makeRoom(moving, order + 1);
          other.order = order + 1;
        });
  }
}
