package io.farmgate.domain.range;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * The frames that one proc runs together: consecutive entries of a layer's range.
 *
 * <p>Immutable. Two are equal when they hold the same frames in the same order.
 */
public final class FrameChunk {
  /** Shared by all chunks of a range and never written to. */
  private final int[] frames;

  private final int from;
  private final int to;

  FrameChunk(int[] frames, int from, int to) {
    this.frames = frames;
    this.from = from;
    this.to = to;
  }

  /** Returns the frame by whose number the whole chunk goes. */
  public int first() {
    return frames[from];
  }

  /** Returns the frame that comes last in the range's order, which need not be the highest. */
  public int last() {
    return frames[to - 1];
  }

  /** Returns how many frames there are; at least 1. */
  public int size() {
    return to - from;
  }

  /** Returns the frame numbers in order. */
  public IntStream frames() {
    return Arrays.stream(frames, from, to);
  }

  /**
   * Returns the chunk as a range that {@link FrameRange#parse(String)} reads: {@code 1-10}, {@code
   * 1-9x2}, {@code 10-8x-1}, {@code 1,3,104-105}. A run of a common step is written as one part
   * from three frames on, or from two where the step is 1; a step of -1 is written out, as OpenCue
   * does.
   */
  public String spec() {
    StringJoiner spec = new StringJoiner(",");
    int start = from;
    while (start < to) {
      int end = endOfRun(start);
      if (end - start >= 2 || (end > start && frames[end] - (long) frames[start] == 1)) {
        spec.add(run(start, end));
        start = end + 1;
      } else {
        spec.add(Integer.toString(frames[start]));
        start++;
      }
    }
    return spec.toString();
  }

  private int endOfRun(int start) {
    if (start + 1 == to) {
      return start;
    }
    long step = (long) frames[start + 1] - frames[start];
    int end = start + 1;
    while (end + 1 < to && (long) frames[end + 1] - frames[end] == step) {
      end++;
    }
    return end;
  }

  private String run(int start, int end) {
    long step = (long) frames[start + 1] - frames[start];
    return frames[start] + "-" + frames[end] + (step == 1 ? "" : "x" + step);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameChunk that
        && Arrays.equals(frames, from, to, that.frames, that.from, that.to);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + frames[i];
    }
    return hash;
  }

  /** Returns {@link #spec()}. */
  @Override
  public String toString() {
    return spec();
  }
}
