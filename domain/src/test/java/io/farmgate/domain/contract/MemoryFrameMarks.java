package io.farmgate.domain.contract;

import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameMarks;
import io.farmgate.domain.port.FrameQuery;
import java.util.List;
import java.util.Objects;

/** The marks of {@link InMemoryFarm}'s frames. */
final class MemoryFrameMarks implements FrameMarks {
  private final MemoryFarmState state;

  MemoryFrameMarks(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public int markWaiting(FrameQuery frames) {
    synchronized (state) {
      return (int) state.frames(frames).stream().filter(MemoryFrame::waive).count();
    }
  }

  @Override
  public void markDepend(FrameId id) {
    synchronized (state) {
      MemoryFrame frame = Objects.requireNonNull(state.knownPart(WorkRef.of(id)).frame());
      if (frame.state == FrameState.DEPEND) {
        return;
      }
      if (frame.state != FrameState.WAITING || !frame.isHeld()) {
        throw new FarmException(new FarmFailure.Conflict("nothing holds the frame"));
      }
      frame.unwaive();
    }
  }

  @Override
  public void markDone(FrameQuery query) {
    synchronized (state) {
      List<MemoryDepend> all = state.dependsAndPairs().toList();
      for (MemoryFrame frame : state.frames(query)) {
        all.stream().filter(depend -> depend.waitsForJust(frame)).forEach(MemoryDepend::satisfy);
      }
      state.settle();
    }
  }
}
