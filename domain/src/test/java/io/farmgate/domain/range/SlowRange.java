package io.farmgate.domain.range;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The grammar's meaning by brute force: short, slow and obvious. Ranges must be valid. */
final class SlowRange {
  private SlowRange() {}

  /** One part of a range, not yet written as text. */
  record Part(int first, int last, char kind, int step) {
    static final char SINGLE = ' ';
    static final char PLAIN = '-';

    String text() {
      return switch (kind) {
        case SINGLE -> "" + first;
        case PLAIN -> first + "-" + last;
        default -> first + "-" + last + kind + step;
      };
    }

    List<Integer> frames() {
      return switch (kind) {
        case SINGLE -> List.of(first);
        case PLAIN -> all();
        case 'x' -> onStep(step);
        case 'y' -> all().stream().filter(frame -> !onStep(step).contains(frame)).toList();
        default -> interleaved();
      };
    }

    private List<Integer> all() {
      List<Integer> frames = new ArrayList<>();
      for (int frame = first; frame != last; frame += first < last ? 1 : -1) {
        frames.add(frame);
      }
      frames.add(last);
      return frames;
    }

    private List<Integer> onStep(int size) {
      return all().stream().filter(frame -> (frame - first) % size == 0).toList();
    }

    private List<Integer> interleaved() {
      Set<Integer> frames = new LinkedHashSet<>();
      for (int size = step; size != 0; size /= 2) {
        frames.addAll(onStep(size));
      }
      return List.copyOf(frames);
    }
  }
}
