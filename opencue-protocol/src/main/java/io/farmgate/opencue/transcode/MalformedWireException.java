package io.farmgate.opencue.transcode;

import java.io.IOException;

/**
 * The bytes given as a protobuf message are not one: cut off, nested too deeply, or with text that
 * is not UTF-8.
 *
 * <p>The message says what is wrong and at which byte; it repeats none of the bytes.
 */
public final class MalformedWireException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  MalformedWireException(String problem, int offset) {
    super(problem + " (byte " + offset + ")");
    this.offset = offset;
  }

  /**
   * Returns where the fault was noticed, as an index into the array that was read. It is relative
   * to a joined copy when the fault lies in a message whose parts were scattered over the input.
   */
  public int offset() {
    return offset;
  }
}
