package io.farmgate.domain.contract;

import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.port.FrameOrder;
import io.farmgate.domain.schedule.Reordering;
import java.util.Objects;

/** The order of {@link InMemoryFarm}'s frames. */
final class MemoryFrameOrder implements FrameOrder {
  private final MemoryFarmState state;

  MemoryFrameOrder(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public void reorder(LayerId layer, Reordering how) {
    synchronized (state) {
      Objects.requireNonNull(state.knownPart(WorkRef.of(layer)).layer()).reorder(how);
    }
  }

  @Override
  public void reorder(JobId job, Reordering how) {
    synchronized (state) {
      state.known(job).layers.forEach(layer -> layer.reorder(how));
    }
  }
}
