package io.farmgate.domain.spec;

import io.farmgate.domain.range.FrameChunk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which frame waits for which, where one layer waits for another frame by frame. Frames stand for
 * chunks here and go by their index in {@link io.farmgate.domain.range.FrameRange#chunks}.
 */
public final class FrameLinks {
  private FrameLinks() {}

  /** Is told of each pair once. */
  @FunctionalInterface
  public interface Sink {
    /** The frame at {@code dependent} of the one layer waits for that at {@code target}. */
    void waits(int dependent, int target);
  }

  /**
   * {@link DependSpec.Kind#FRAME_BY_FRAME}: each waits for every frame of the target that runs one
   * of the frame numbers it runs itself. With different chunk sizes that may be several, and where
   * the ranges do not meet it is none.
   */
  public static void byFrame(List<FrameChunk> dependents, List<FrameChunk> targets, Sink sink) {
    Map<Integer, Integer> runBy = new HashMap<>();
    for (int target = 0; target < targets.size(); target++) {
      int index = target;
      targets.get(target).frames().forEach(frame -> runBy.put(frame, index));
    }
    for (int dependent = 0; dependent < dependents.size(); dependent++) {
      int index = dependent;
      dependents
          .get(dependent)
          .frames()
          .map(frame -> runBy.getOrDefault(frame, -1))
          .filter(target -> target >= 0)
          .distinct()
          .forEach(target -> sink.waits(index, target));
    }
  }

  /**
   * {@link DependSpec.Kind#PREVIOUS_FRAME}: the second waits for the target's first, the third for
   * its second, and so on as far as the target goes; the first waits for none.
   */
  public static void previous(int dependents, int targets, Sink sink) {
    for (int target = 0; target < Math.min(dependents - 1, targets); target++) {
      sink.waits(target + 1, target);
    }
  }
}
