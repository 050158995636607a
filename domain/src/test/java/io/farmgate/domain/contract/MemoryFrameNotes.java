package io.farmgate.domain.contract;

import io.farmgate.domain.Checkpoint;
import io.farmgate.domain.FrameDisplay;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.port.FrameNotes;
import java.util.List;
import java.util.Objects;

/** What is written on {@link InMemoryFarm}'s frames. */
final class MemoryFrameNotes implements FrameNotes {
  private final MemoryFarmState state;

  MemoryFrameNotes(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public void setCheckpoint(FrameId id, Checkpoint.State next) {
    synchronized (state) {
      known(id).saved(next);
    }
  }

  @Override
  public List<FrameDisplay> displays(FrameId id) {
    synchronized (state) {
      return List.copyOf(known(id).displays.values());
    }
  }

  @Override
  public void setDisplay(FrameId id, FrameDisplay display) {
    synchronized (state) {
      known(id).displays.put(display.state(), display);
    }
  }

  private MemoryFrame known(FrameId id) {
    return Objects.requireNonNull(state.knownPart(WorkRef.of(id)).frame());
  }
}
