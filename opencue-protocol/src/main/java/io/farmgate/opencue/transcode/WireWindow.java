package io.farmgate.opencue.transcode;

import java.io.IOException;
import java.io.InputStream;

/**
 * The part of a message that is in memory while the rest is still in a stream. {@link #in} reads in
 * it; what it has passed may be overwritten by what comes next.
 *
 * <p>Whoever reads says first how much has to be there ({@link #prepare}). The reader's limit is
 * then the end of the message at hand or of the window, whichever comes first.
 */
final class WireWindow {
  /** Room for a tag and a length, or for any scalar. */
  static final int HEADER = 20;

  final WireReader in;

  /** Values up to this length are read whole; a value that is longer is read in parts. */
  final int longestValue;

  private final InputStream source;
  private final int length;
  private final boolean letsGo;

  /** Where the window's first byte stands in the message. */
  private int base;

  private int filled;

  /**
   * Creates one at the start of a stream.
   *
   * @param length of the whole message
   * @param longestValue of those that are read whole
   * @param letsGo whether the stream may forget what has been read
   */
  WireWindow(InputStream source, int length, int longestValue, int maxDepth, boolean letsGo) {
    this.source = source;
    this.length = length;
    this.longestValue = longestValue;
    this.letsGo = letsGo;
    // Twice: so that what is moved to the front on refilling is less than what is read.
    byte[] bytes = new byte[Math.min(length, 2 * longestValue + HEADER)];
    this.in = new WireReader(bytes, 0, 0, maxDepth);
  }

  /** Returns where in the message the reader stands. */
  int offset() {
    return base + in.position;
  }

  /** Returns what has to be added to a position in the window to get one in the message. */
  int base() {
    return base;
  }

  /**
   * Sees to it that {@code count} bytes are in the window, or all there are.
   *
   * @param count at most {@link #longestValue} and a header
   * @param end where the message at hand ends, in terms of {@link #offset}
   */
  void prepare(int count, int end) throws IOException {
    if (filled - in.position < count && base + filled < length) {
      refill();
    }
    in.limit = Math.min(filled, end - base);
  }

  private void refill() throws IOException {
    int left = filled - in.position;
    System.arraycopy(in.bytes, in.position, in.bytes, 0, left);
    base += in.position;
    in.position = 0;
    int wanted = Math.min(in.bytes.length, length - base) - left;
    int read = source.readNBytes(in.bytes, left, wanted);
    if (read < wanted) {
      throw new IOException("the message ends after " + (base + left + read) + " of " + length);
    }
    filled = left + read;
    if (letsGo) {
      source.mark(0);
    }
  }

  /** Reads the next tag of the message that ends at {@code end}. */
  int readTag(int end) throws IOException {
    prepare(HEADER, end);
    return in.readTag();
  }

  /** Reads the length of a value in the message that ends at {@code end}. */
  int readLength(int end) throws IOException {
    prepare(HEADER, end);
    long value = in.readVarint();
    if (value < 0 || value > end - offset()) {
      throw new MalformedWireException("the message is cut off", in.position);
    }
    return (int) value;
  }

  /** Passes over bytes that are there; they may lie beyond the window. */
  void skip(int count) throws IOException {
    int here = Math.min(count, filled - in.position);
    in.position += here;
    int beyond = count - here;
    if (beyond > 0) {
      skipInSource(beyond);
      base += beyond + in.position;
      in.position = 0;
      filled = 0;
    }
  }

  private void skipInSource(int count) throws IOException {
    for (int left = count; left > 0; left -= in.bytes.length) {
      source.skipNBytes(Math.min(left, in.bytes.length));
      if (letsGo) {
        source.mark(0);
      }
    }
  }
}
