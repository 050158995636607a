package io.farmgate.domain.contract;

import io.farmgate.domain.DependId;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.spec.DependSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A dependency of {@link InMemoryFarm}. One frame by frame has one for each pair of frames. */
final class MemoryDepend {
  final DependId id;
  final Kind kind;
  final Part dependent;
  final Part target;
  final List<MemoryDepend> pairs = new ArrayList<>();
  private final boolean anyFrame;
  private boolean overruled;
  private boolean enforced;

  /** A job, a layer of it, or a frame of that. */
  record Part(MemoryJob job, @Nullable MemoryLayer layer, @Nullable MemoryFrame frame) {
    Stream<MemoryFrame> frames() {
      if (frame != null) {
        return Stream.of(frame);
      }
      return layer == null ? job.frames() : layer.frames.stream();
    }

    /** Tells whether the one is the other, or a part of it, or the other way round. */
    boolean meets(Part other) {
      return job == other.job
          && (layer == null || other.layer == null || layer == other.layer)
          && (frame == null || other.frame == null || frame == other.frame);
    }

    /** Tells whether the one is the other or a part of it. */
    boolean isWithin(Part other) {
      return job == other.job
          && (other.layer == null || layer == other.layer)
          && (other.frame == null || frame == other.frame);
    }

    boolean isDone(boolean anyFrame) {
      if (layer == null) {
        return job.isFinished();
      }
      return anyFrame
          ? frames().anyMatch(one -> one.state.isDone())
          : frames().allMatch(one -> one.state.isDone());
    }

    Depend.End names() {
      return new Depend.End(
          job.name, layer == null ? "" : layer.spec.name(), frame == null ? "" : frame.name());
    }
  }

  MemoryDepend(DependId id, Kind kind, boolean anyFrame, Part dependent, Part target) {
    this.id = id;
    this.kind = kind;
    this.anyFrame = anyFrame;
    this.dependent = dependent;
    this.target = target;
  }

  boolean isByFrame() {
    return kind == Kind.FRAME_BY_FRAME || kind == Kind.PREVIOUS_FRAME;
  }

  /** Makes the frames that wait look at it. */
  void hold() {
    if (isByFrame()) {
      pairs.forEach(MemoryDepend::hold);
    } else {
      dependent.frames().forEach(frame -> frame.waitsFor.add(this));
    }
  }

  boolean isActive() {
    return isByFrame()
        ? pairs.stream().anyMatch(MemoryDepend::isActive)
        : !overruled && (enforced || !target.isDone(anyFrame));
  }

  boolean isOverruled() {
    return isByFrame()
        ? !pairs.isEmpty() && pairs.stream().allMatch(MemoryDepend::isOverruled)
        : overruled;
  }

  /** Returns whether single frames wait for this very frame by it. */
  boolean waitsForJust(MemoryFrame frame) {
    return !isByFrame() && target.frame() == frame;
  }

  /** Returns whether it held. */
  boolean satisfy() {
    boolean held = isActive();
    if (isByFrame()) {
      pairs.forEach(MemoryDepend::satisfy);
    } else if (held) {
      overruled = true;
    }
    return held;
  }

  void enforce() {
    if (isByFrame()) {
      pairs.forEach(MemoryDepend::enforce);
    } else {
      overruled = false;
      enforced = target.isDone(anyFrame);
      dependent.frames().forEach(frame -> frame.waived = false);
    }
  }

  Depend snapshot() {
    return new Depend(
        id,
        kind,
        anyFrame,
        isActive(),
        dependent.job() == target.job(),
        dependent.names(),
        target.names());
  }
}
