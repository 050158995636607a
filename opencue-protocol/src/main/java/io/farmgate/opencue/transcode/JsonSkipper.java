package io.farmgate.opencue.transcode;

import java.util.BitSet;

/**
 * Reads a value of any kind and forgets it. It checks as much as a reader of the value would, and
 * needs a bit per level of nesting, not a stack frame.
 */
final class JsonSkipper {
  private final JsonScanner in;

  /** Per level, whether it is an object; arrays otherwise. */
  private final BitSet objects = new BitSet();

  private int depth;

  private JsonSkipper(JsonScanner in) {
    this.in = in;
  }

  static void skipValue(JsonScanner in) throws JsonInputException {
    new JsonSkipper(in).skip();
  }

  private void skip() throws JsonInputException {
    do {
      if (opens()) {
        if (!in.closes(bracket())) {
          memberName();
          continue;
        }
        depth--;
      }
      closeWhatEnds();
    } while (depth > 0);
  }

  private char bracket() {
    return objects.get(depth) ? '}' : ']';
  }

  /** Goes on behind a value: past all brackets that close here, and to the next value if any. */
  private void closeWhatEnds() throws JsonInputException {
    while (depth > 0) {
      if (in.hasNext(bracket())) {
        memberName();
        return;
      }
      depth--;
    }
  }

  /** Reads a member's name and colon if the value to come is a member. */
  private void memberName() throws JsonInputException {
    if (objects.get(depth)) {
      in.memberName();
      in.colon();
    }
  }

  /** Reads a scalar, or an opening bracket and returns true. */
  private boolean opens() throws JsonInputException {
    int c = in.peek();
    switch (c) {
      case '{', '[' -> {
        in.open();
        objects.set(++depth, c == '{');
        return true;
      }
      case '"' -> in.string();
      case 't', 'f' -> in.bool();
      case 'n' -> in.isNull();
      default -> {
        if (c != '-' && (c < '0' || c > '9')) {
          throw in.fail("expected a JSON value, got " + in.describe(), in.position);
        }
        in.number();
      }
    }
    return false;
  }
}
