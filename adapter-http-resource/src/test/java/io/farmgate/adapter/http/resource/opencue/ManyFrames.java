package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Checkpoint;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Frames;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** So many frames of one job. They are not to be listed whole. */
final class ManyFrames implements Frames {
  final ManyThings<Frame> things;

  ManyFrames(Job job, int count) {
    this.things = new ManyThings<>(count, number -> frame(job, number));
  }

  private static Frame frame(Job job, int number) {
    return new Frame(
        new FrameId("frame-" + number),
        Optional.of(job.id()),
        Optional.empty(),
        "comp",
        number,
        FrameState.WAITING,
        0,
        -1,
        0,
        number,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        "",
        Cores.ZERO,
        Duration.ZERO,
        Checkpoint.NONE,
        Optional.empty(),
        OptionalInt.empty());
  }

  /** Returns the same farm with these frames. */
  FarmPorts in(FarmPorts farm) {
    return PortsBut.frames(farm, this);
  }

  @Override
  public List<Frame> list(FrameQuery query) {
    throw new AssertionError("all frames are asked for at once");
  }

  @Override
  public Page<Frame> page(FrameQuery query, boolean reversed, PageRequest page) {
    return things.page(page);
  }

  @Override
  public Optional<Frame> byId(FrameId id) {
    return Optional.empty();
  }
}
