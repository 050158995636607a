package io.farmgate.domain.range;

import java.util.BitSet;

/**
 * What stands between two commas of a frame range. A part holds no frames, only how to make them,
 * and never the same frame twice. All arithmetic is on longs: the ends may be any two ints.
 */
sealed interface FramePart {
  /** Returns how many frames there are; at least 1. */
  int count();

  /** Writes the frames into {@code target}, from {@code at} on. */
  void fill(int[] target, int at);

  /** Returns the frame at {@code index} of this part. */
  int frame(int index);

  /** Every frame that is a whole number of steps from the first: {@code a}, {@code a-b}, x. */
  record Stepped(int first, int step, int count) implements FramePart {
    @Override
    public void fill(int[] target, int at) {
      for (int i = 0; i < count; i++) {
        target[at + i] = frame(i);
      }
    }

    @Override
    public int frame(int index) {
      return (int) (first + (long) step * index);
    }
  }

  /** Every frame that is not: y. Between two frames on the step lie |step| - 1 that are not. */
  record Inverse(int first, int step, int count) implements FramePart {
    @Override
    public void fill(int[] target, int at) {
      for (int i = 0; i < count; i++) {
        target[at + i] = frame(i);
      }
    }

    @Override
    public int frame(int index) {
      long size = Math.abs((long) step);
      long distance = index / (size - 1) * size + 1 + index % (size - 1);
      return (int) (first + Integer.signum(step) * distance);
    }
  }

  /**
   * All frames, the coarse ones first: those on the step, then those on half of it that have not
   * been yet, and so on down to 1.
   */
  record Interleaved(int first, int step, int count) implements FramePart {
    @Override
    public void fill(int[] target, int at) {
      BitSet taken = new BitSet(count);
      int next = at;
      for (long size = Math.abs((long) step); size > 0; size /= 2) {
        for (long distance = 0; distance < count; distance += size) {
          if (!taken.get((int) distance)) {
            taken.set((int) distance);
            target[next++] = (int) (first + Integer.signum(step) * distance);
          }
        }
      }
    }

    @Override
    public int frame(int index) {
      int[] frames = new int[count];
      fill(frames, 0);
      return frames[index];
    }
  }
}
