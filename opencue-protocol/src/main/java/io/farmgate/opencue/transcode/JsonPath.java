package io.farmgate.opencue.transcode;

import java.util.Arrays;

/** Where in a body's structure the parser is: the names and indexes on the way down. */
final class JsonPath {
  private static final int SHOWN_NAME = 40;
  private static final int NOT_A_NAME = -1;

  private final byte[] json;

  /** Per level, where a name starts in the body, or {@link #NOT_A_NAME}. */
  private int[] starts = new int[16];

  /** Per level, where a name ends in the body, or the index in a list. */
  private int[] ends = new int[16];

  private int depth;

  JsonPath(byte[] json) {
    this.json = json;
  }

  /** Enters a member whose name stands at {@code json[start, end)}, without its quotes. */
  void enterMember(int start, int end) {
    enter(start, end);
  }

  void enterElement(int index) {
    enter(NOT_A_NAME, index);
  }

  private void enter(int start, int end) {
    if (depth == starts.length) {
      starts = Arrays.copyOf(starts, depth * 2);
      ends = Arrays.copyOf(ends, depth * 2);
    }
    starts[depth] = start;
    ends[depth] = end;
    depth++;
  }

  void leave() {
    depth--;
  }

  /** Returns the path in printable ASCII, long names cut. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      if (starts[i] == NOT_A_NAME) {
        text.append('[').append(ends[i]).append(']');
        continue;
      }
      if (!text.isEmpty()) {
        text.append('.');
      }
      appendName(text, starts[i], ends[i]);
    }
    return text.toString();
  }

  private void appendName(StringBuilder text, int start, int end) {
    int shown = Math.min(end, start + SHOWN_NAME);
    for (int i = start; i < shown; i++) {
      int c = json[i] & 0xFF;
      boolean isContinuation = (c & 0xC0) == 0x80;
      if (!isContinuation) {
        text.append(c > ' ' && c < 0x7F && c != ',' ? (char) c : '?');
      }
    }
    if (shown < end) {
      text.append("...");
    }
  }
}
