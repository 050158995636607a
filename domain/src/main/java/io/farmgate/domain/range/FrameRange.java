package io.farmgate.domain.range;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The frames that a text such as {@code 1-10x2} names, in the order in which it names them.
 *
 * <p>Immutable.
 */
public final class FrameRange {
  private final String text;
  private final int[] frames;

  private FrameRange(String text, int[] frames) {
    this.text = text;
    this.frames = frames;
  }

  /**
   * Reads OpenCue's dialect.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} that names the position
   */
  public static FrameRange parse(String text) {
    String[] ends = text.split("-", 2);
    try {
      int first = Integer.parseInt(ends[0]);
      int last = ends.length == 1 ? first : Integer.parseInt(ends[1]);
      return new FrameRange(text, IntStream.rangeClosed(first, last).toArray());
    } catch (NumberFormatException e) {
      throw new FarmException(new FarmFailure.Invalid("frame range: " + text), e);
    }
  }

  /** Returns how many frames there are; at least 1. */
  public int size() {
    return frames.length;
  }

  /** Returns the frame number at {@code index}, from 0. */
  public int at(int index) {
    return frames[index];
  }

  /** Returns the frame numbers in order. */
  public IntStream frames() {
    return Arrays.stream(frames);
  }

  /** Returns the text as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
