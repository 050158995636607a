package io.farmgate.domain.schedule;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.range.FrameRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Another order for the frames of a layer: which of them go elsewhere, and where. A range may name
 * frames that the layer lacks, since one order is for all layers of a job; those are passed over.
 */
public sealed interface Reordering {
  /** Returns the frames that go elsewhere. */
  FrameRange range();

  /**
   * Returns all frames in their new order.
   *
   * @param now the numbers of all frames as they are ordered now, each once
   */
  List<Integer> apply(List<Integer> now);

  /** The frames of the range go before all others, in the order of the range. */
  record First(FrameRange range) implements Reordering {
    @Override
    public List<Integer> apply(List<Integer> now) {
      Set<Integer> order = named(range, now);
      order.addAll(now);
      return List.copyOf(order);
    }
  }

  /** The frames of the range go behind all others, in the order of the range. */
  record Last(FrameRange range) implements Reordering {
    @Override
    public List<Integer> apply(List<Integer> now) {
      Set<Integer> moved = named(range, now);
      List<Integer> order = new ArrayList<>(now);
      order.removeAll(moved);
      order.addAll(moved);
      return List.copyOf(order);
    }
  }

  /** The frames of the range change places among themselves: the last of them is now the first. */
  record Reversed(FrameRange range) implements Reordering {
    @Override
    public List<Integer> apply(List<Integer> now) {
      Set<Integer> moved = named(range, now);
      return placed(now, moved, now.stream().filter(moved::contains).toList().reversed());
    }
  }

  /**
   * The frames of the range change places among themselves: every {@code step}th first, then those
   * halfway between, and so on, so that a coarse look at the whole range is there early.
   */
  record Staggered(FrameRange range, int step) implements Reordering {
    /**
     * Makes one.
     *
     * @throws FarmException with {@link FarmFailure.Invalid} where the range has a step already, or
     *     {@code step} is 0 or of the wrong sign
     */
    public Staggered {
      coarseFirst(range, step);
    }

    @Override
    public List<Integer> apply(List<Integer> now) {
      Set<Integer> moved = named(coarseFirst(range, step), now);
      return placed(now, moved, List.copyOf(moved));
    }

    private static FrameRange coarseFirst(FrameRange range, int step) {
      return FrameRange.parse(range + ":" + step);
    }
  }

  /** Returns those frames of a range that are there, in the order of the range. */
  private static Set<Integer> named(FrameRange range, List<Integer> now) {
    Set<Integer> there = new HashSet<>(now);
    Set<Integer> named = new LinkedHashSet<>();
    range.frames().filter(there::contains).forEach(named::add);
    return named;
  }

  /** Puts {@code order} into the places that its frames have now. */
  private static List<Integer> placed(List<Integer> now, Set<Integer> moved, List<Integer> order) {
    List<Integer> placed = new ArrayList<>(now);
    int next = 0;
    for (int place = 0; place < placed.size(); place++) {
      if (moved.contains(placed.get(place))) {
        placed.set(place, order.get(next));
        next++;
      }
    }
    return Collections.unmodifiableList(placed);
  }
}
