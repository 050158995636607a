package io.farmgate.adapter.grpc.cuebot.fake;

import io.farmgate.opencue.wire.job.Frame;
import io.farmgate.opencue.wire.job.FrameState;
import java.util.Collection;
import java.util.List;

/** Frames counted by state. Cuebot counts as pending what waits for a host or for other frames. */
record FrameTally(
    int total, int waiting, int running, int dead, int eaten, int depend, int succeeded) {

  static FrameTally of(Collection<Frame> frames) {
    List<FrameState> states = frames.stream().map(Frame::getState).toList();
    return new FrameTally(
        states.size(),
        count(states, FrameState.WAITING),
        count(states, FrameState.RUNNING),
        count(states, FrameState.DEAD),
        count(states, FrameState.EATEN),
        count(states, FrameState.DEPEND),
        count(states, FrameState.SUCCEEDED));
  }

  int pending() {
    return waiting + depend;
  }

  private static int count(List<FrameState> states, FrameState state) {
    return Math.toIntExact(states.stream().filter(state::equals).count());
  }
}
