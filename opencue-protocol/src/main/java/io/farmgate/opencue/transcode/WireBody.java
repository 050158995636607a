package io.farmgate.opencue.transcode;

import java.util.List;

/** A message read from JSON: its wire bytes, and which parts of the JSON are not in them. */
public final class WireBody {
  private final byte[] bytes;
  private final List<String> ignored;
  private final int ignoredCount;

  WireBody(byte[] bytes, List<String> ignored, int ignoredCount) {
    this.bytes = bytes;
    this.ignored = List.copyOf(ignored);
    this.ignoredCount = ignoredCount;
  }

  /** Returns the wire bytes: the array itself, which is the caller's from now on. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Returns the members that were skipped because the message has no such field, and the enum
   * values that were dropped because the enum has no such name, as paths like {@code r.foo} or
   * {@code r.states[1]}, in the order of the body, at most {@link JsonLimits#ignoredPaths} of them.
   * A path is printable ASCII without commas and can go into a header as it is.
   */
  public List<String> ignored() {
    return ignored;
  }

  /** Returns how many members and enum values were ignored in all. */
  public int ignoredCount() {
    return ignoredCount;
  }
}
