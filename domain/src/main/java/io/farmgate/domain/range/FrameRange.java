package io.farmgate.domain.range;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The frames that a text such as {@code 1-10x2,20} names, in the order in which it names them.
 *
 * <h2>Grammar: OpenCue's dialect</h2>
 *
 * <pre>{@code
 * range  = part *( "," part )
 * part   = number [ "-" number [ ( "x" / "y" / ":" ) number ] ]
 * number = [ "-" ] 1*DIGIT            ; -2147483648 to 2147483647
 * }</pre>
 *
 * <table>
 *   <caption>The forms of a part</caption>
 *   <tr><th>form</th><th>frames</th><th>example</th></tr>
 *   <tr><td>{@code a}</td><td>one</td><td>{@code -7}</td></tr>
 *   <tr><td>{@code a-b}</td><td>all from a to b, down where b is less</td>
 *       <td>{@code 3-1} = 3, 2, 1</td></tr>
 *   <tr><td>{@code a-bxS}</td><td>those on the step: a, a+S, ...</td>
 *       <td>{@code 1-8x3} = 1, 4, 7</td></tr>
 *   <tr><td>{@code a-byS}</td><td>those that {@code a-bxS} leaves out</td>
 *       <td>{@code 1-8y3} = 2, 3, 5, 6, 8</td></tr>
 *   <tr><td>{@code a-b:S}</td><td>all, interleaved: those on the step S, then those on S/2 that
 *       have not been yet, and so on down to 1, halves rounded toward zero</td>
 *       <td>{@code 1-10:5} = 1, 6, 3, 5, 7, 9, 2, 4, 8, 10</td></tr>
 * </table>
 *
 * <p>A step is not 0; it is negative where the part counts down and positive everywhere else. A
 * part names at least one frame. Blanks, plus signs and empty parts are refused. A frame that
 * several parts name stays in the range as often as it is named; a layer still runs it once, see
 * {@link #chunks}.
 *
 * <p>The rules are those of OpenCue's frame sets. Three texts that Cuebot lets pass are refused
 * here, because what it makes of them is nothing: a positive step in a part that counts down
 * ({@code 10-1x1}), an inverse step that leaves no frame ({@code 1-5y1}) and a comma at the end.
 *
 * <p>Immutable, and as small as its text: a range holds how to make its frames, not the frames. Two
 * ranges are equal when their texts are.
 */
public final class FrameRange {
  /** How many frames a range may name where nobody says otherwise: Cuebot's bound on a launch. */
  public static final int MAX_FRAMES = 100_000;

  private final String text;
  private final List<FramePart> parts;
  private final int size;

  private FrameRange(String text, List<FramePart> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
    this.size = parts.stream().mapToInt(FramePart::count).sum();
  }

  /**
   * Reads a range of at most {@link #MAX_FRAMES} frames.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} that names the column, from 1, what
   *     stands there and what was expected
   */
  public static FrameRange parse(String text) {
    return parse(text, MAX_FRAMES);
  }

  /**
   * Reads a range of at most {@code maxFrames} frames, a frame named twice counting twice. Takes
   * time in proportion to the text's length, however many frames the text asks for.
   *
   * @param maxFrames 1 or more
   * @throws FarmException as {@link #parse(String)}
   */
  public static FrameRange parse(String text, int maxFrames) {
    if (maxFrames < 1) {
      throw new IllegalArgumentException("max frames: " + maxFrames + " (expected: 1 or more)");
    }
    return new FrameRange(text, new FrameRangeParser(text, maxFrames).parse());
  }

  /** Returns how many frames are named, a frame named twice counting twice; at least 1. */
  public int size() {
    return size;
  }

  /** Returns the frame number at {@code index}, from 0. Not for loops: use {@link #frames}. */
  public int at(int index) {
    Objects.checkIndex(index, size);
    int rest = index;
    for (FramePart part : parts) {
      if (rest < part.count()) {
        return part.frame(rest);
      }
      rest -= part.count();
    }
    throw new AssertionError("the parts are smaller than their sum");
  }

  /** Returns the frame numbers in order. */
  public IntStream frames() {
    return Arrays.stream(toArray());
  }

  /**
   * Returns the frames as a layer of that chunk size runs them: each frame once, where it is first
   * named, and {@code size} consecutive ones together. A farm makes one frame of each chunk and
   * gives it the number of the chunk's first.
   *
   * <p>With chunks of 1 this is the list of the layer's frames.
   *
   * @param size how many frames one proc runs; 1 or more, and more than there are frames is one
   *     chunk
   */
  public List<FrameChunk> chunks(int size) {
    checkChunk(size);
    int[] distinct = distinct();
    return IntStream.iterate(0, from -> from < distinct.length, from -> next(from, size))
        .mapToObj(
            from -> new FrameChunk(distinct, from, Math.min(next(from, size), distinct.length)))
        .toList();
  }

  /** Returns how many {@link #chunks} there are, which is how many frames the layer has. */
  public int chunkCount(int size) {
    checkChunk(size);
    int count = parts.size() == 1 ? this.size : distinct().length;
    return (count - 1) / size + 1;
  }

  /**
   * Returns the chunk that goes by the number {@code first}, or nothing where no chunk of that size
   * begins there. For one chunk this is far less work than {@link #chunks}.
   */
  public Optional<FrameChunk> chunkFrom(int first, int size) {
    checkChunk(size);
    int[] distinct = distinct();
    for (int from = 0; from < distinct.length; from = next(from, size)) {
      if (distinct[from] == first) {
        // A copy, so that one chunk does not keep all frames of the range in memory.
        int[] members =
            Arrays.copyOfRange(distinct, from, Math.min(next(from, size), distinct.length));
        return Optional.of(new FrameChunk(members, 0, members.length));
      }
    }
    return Optional.empty();
  }

  private static int next(int from, int size) {
    return (int) Math.min((long) from + size, Integer.MAX_VALUE);
  }

  private static void checkChunk(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("chunk: " + size + " (expected: 1 or more)");
    }
  }

  private int[] distinct() {
    return parts.size() == 1 ? toArray() : frames().distinct().toArray();
  }

  private int[] toArray() {
    int[] frames = new int[size];
    int at = 0;
    for (FramePart part : parts) {
      part.fill(frames, at);
      at += part.count();
    }
    return frames;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameRange that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the text as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
