package io.farmgate.opencue.transcode;

import java.io.IOException;

/**
 * The bytes given as a protobuf message are not one (cut off, nested too deeply, or with text that
 * is not UTF-8), or it holds a well-known type whose value has no JSON form: a time outside the
 * years 1 to 9999, an Any of an unknown type.
 *
 * <p>The message says what is wrong and at which byte; it repeats none of the bytes.
 */
public final class MalformedWireException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int offset;
  private final boolean hasNoJsonForm;

  MalformedWireException(String problem, int offset) {
    this(problem, offset, false);
  }

  private MalformedWireException(String problem, int offset, boolean hasNoJsonForm) {
    super(problem + " (byte " + offset + ")");
    this.problem = problem;
    this.offset = offset;
    this.hasNoJsonForm = hasNoJsonForm;
  }

  /** Returns the error for a message that is well-formed and cannot be said in JSON. */
  static MalformedWireException noJsonForm(String problem, int offset) {
    return new MalformedWireException(problem, offset, true);
  }

  /** Returns the same fault, of bytes that stand so much further behind. */
  MalformedWireException movedBy(int distance) {
    MalformedWireException moved =
        new MalformedWireException(problem, offset + distance, hasNoJsonForm);
    moved.initCause(this);
    return moved;
  }

  /** Whether the bytes are a message, so that further parts of it may make the fault good. */
  boolean hasNoJsonForm() {
    return hasNoJsonForm;
  }

  /**
   * Returns where the fault was noticed, as an index into the bytes that were read. It is relative
   * to a joined copy when the fault lies in a message whose parts were scattered over the input.
   */
  public int offset() {
    return offset;
  }
}
