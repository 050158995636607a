package io.farmgate.domain.range;

import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the grammar that {@link FrameRange} carries, once from left to right. A part is counted
 * before it is kept, so that no text costs more than its own length and {@code maxFrames} parts.
 */
final class FrameRangeParser {
  private static final String FRAME = "a frame number";

  private final String text;
  private final int maxFrames;
  private final List<FramePart> parts = new ArrayList<>();
  private int position;
  private long frames;

  FrameRangeParser(String text, int maxFrames) {
    this.text = text;
    this.maxFrames = maxFrames;
  }

  List<FramePart> parse() {
    do {
      int start = position;
      FramePart part = part();
      parts.add(part);
      frames += part.count();
      checkCount(start, frames);
    } while (accept(','));
    return parts;
  }

  private FramePart part() {
    int start = position;
    int first = number(FRAME);
    if (!accept('-')) {
      expectEndOfPart("'-', ',' or the end");
      return new FramePart.Stepped(first, 1, 1);
    }
    int last = number(FRAME);
    long span = Math.abs((long) last - first) + 1;
    if (atEndOfPart()) {
      return new FramePart.Stepped(first, first <= last ? 1 : -1, counted(start, span));
    }
    char kind = current();
    if (kind != 'x' && kind != 'y' && kind != ':') {
      throw refused(position, "'x', 'y', ':', ',' or the end");
    }
    position++;
    int step = step(first, last);
    expectEndOfPart("',' or the end");
    long onStep = (span - 1) / Math.abs((long) step) + 1;
    return switch (kind) {
      case 'x' -> new FramePart.Stepped(first, step, counted(start, onStep));
      case 'y' -> new FramePart.Inverse(first, step, counted(start, span - onStep));
      default -> new FramePart.Interleaved(first, step, counted(start, span));
    };
  }

  private int step(int first, int last) {
    int start = position;
    int step = number("a step");
    if (step == 0) {
      throw refused(start, "a step other than 0");
    }
    if (step > 0 && first > last) {
      throw refused(start, "a negative step: " + first + "-" + last + " counts down");
    }
    if (step < 0 && first <= last) {
      throw refused(start, "a positive step: " + first + "-" + last + " does not count down");
    }
    return step;
  }

  private int number(String expected) {
    int start = position;
    boolean negative = accept('-');
    int digits = position;
    long value = 0;
    while (position < text.length() && isDigit(current())) {
      // Once too large it stays so: more digits must not bring it back by overflow.
      value = Math.min(value * 10 + (current() - '0'), 1L << 32);
      position++;
    }
    if (position == digits) {
      throw refused(start, expected);
    }
    long signed = negative ? -value : value;
    if (signed != (int) signed) {
      throw refused(start, expected + " from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
    }
    return (int) signed;
  }

  private int counted(int start, long count) {
    if (count == 0) {
      throw refused(start, "at least one frame that is not on the step");
    }
    checkCount(start, frames + count);
    return (int) count;
  }

  private void checkCount(int start, long count) {
    if (count > maxFrames) {
      throw refused(
          start, "at most " + maxFrames + " frames in all; up to here there are " + count);
    }
  }

  private void expectEndOfPart(String expected) {
    if (!atEndOfPart()) {
      throw refused(position, expected);
    }
  }

  private boolean atEndOfPart() {
    return position == text.length() || current() == ',';
  }

  private boolean accept(char wanted) {
    if (position < text.length() && current() == wanted) {
      position++;
      return true;
    }
    return false;
  }

  private char current() {
    return text.charAt(position);
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private FarmException refused(int at, String expected) {
    String where = "column " + (at + 1);
    String problem = found(at) + " (expected: " + expected + ")";
    return new FarmException(
        new FarmFailure.Invalid(
            "frame range, " + where + ": " + problem,
            List.of(new FarmFailure.Violation(where, problem))));
  }

  /** Repeats the rest of the part; a comma only where it stands in the place of something else. */
  private String found(int at) {
    if (at == text.length()) {
      return "the end";
    }
    int comma = text.indexOf(',', at);
    int end = comma < 0 ? text.length() : Math.max(comma, at + 1);
    return Echo.quoted(text.substring(at, end));
  }
}
