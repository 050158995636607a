package io.farmgate.domain.contract;

import io.farmgate.domain.LayerId;
import io.farmgate.domain.port.LayerOutputs;
import io.farmgate.domain.spec.LayerRules;
import java.util.List;

/** Where layers of {@link InMemoryFarm} write. */
final class MemoryOutputs implements LayerOutputs {
  private final MemoryFarmState state;

  MemoryOutputs(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public List<String> ofLayer(LayerId id) {
    synchronized (state) {
      return List.copyOf(state.known(id).outputs);
    }
  }

  @Override
  public void register(LayerId id, String path) {
    LayerRules.checkPath(path);
    synchronized (state) {
      state.known(id).outputs.add(path);
    }
  }
}
