package io.farmgate.adapter.http.edge;

import java.nio.ByteBuffer;

/**
 * Finds headers that go over several lines in the bytes of an HTTP/1 connection.
 *
 * <p>To know heads from bodies it reads what Undertow does: {@code Content-Length}. After a body
 * with a transfer coding it looks no more, since {@link EdgePipeline} serves nothing after that.
 * Where the two could disagree about a length, {@link Framing} refuses the request and ends the
 * connection. Not thread-safe.
 */
final class FoldScanner {
  private static final byte[] LENGTH = {
    'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h', ':'
  };
  private static final byte[] CODING = {
    't', 'r', 'a', 'n', 's', 'f', 'e', 'r', '-', 'e', 'n', 'c', 'o', 'd', 'i', 'n', 'g', ':'
  };
  private static final int TO_LOWER = 0x20;

  private final Runnable onFold;

  /** Bytes of the line that is being read, without its end. */
  private int column;

  /** Lines of the head that have ended. */
  private int lines;

  private boolean mayBeLength;
  private boolean mayBeCoding;

  /** Of the body that follows the head. */
  private long length;

  private boolean coded;

  /** Of the body, what has not come yet. */
  private long body;

  private boolean over;

  /** Calls {@code onFold} for each line that goes on with a header of the line before. */
  FoldScanner(Runnable onFold) {
    this.onFold = onFold;
  }

  /** Looks at the bytes that come next. */
  void look(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !over) {
      if (body > 0) {
        int skipped = (int) Math.min(body, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        body -= skipped;
      } else {
        look(bytes.get());
      }
    }
  }

  /** Bytes of a body went another way. */
  void passed(long count) {
    body = Math.max(0, body - Math.max(0, count));
  }

  private void look(byte next) {
    if (next == '\n') {
      endLine();
    } else if (next != '\r') {
      if (column == 0) {
        startLine(next);
      }
      lookInLine(next);
      column++;
    }
  }

  private void startLine(byte first) {
    mayBeLength = lines > 0;
    mayBeCoding = lines > 0;
    if (lines > 0 && (first == ' ' || first == '\t')) {
      onFold.run();
    }
  }

  private void lookInLine(byte next) {
    if (mayBeLength) {
      if (column < LENGTH.length) {
        mayBeLength = LENGTH[column] == (next | TO_LOWER);
      } else if (next >= '0' && next <= '9') {
        // More digits than Framing lets pass; never negative.
        length = Math.min(length * 10 + (next - '0'), Long.MAX_VALUE / 100);
      }
    }
    if (mayBeCoding && column < CODING.length) {
      mayBeCoding = CODING[column] == (next | TO_LOWER);
    }
  }

  private void endLine() {
    coded |= mayBeCoding && column >= CODING.length;
    mayBeLength = false;
    mayBeCoding = false;
    if (column > 0) {
      lines++;
    } else if (lines > 0) {
      endHead();
    }
    column = 0;
  }

  private void endHead() {
    over = coded;
    body = length;
    length = 0;
    lines = 0;
  }
}
