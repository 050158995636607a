package io.farmgate.domain;

/**
 * Identifies a frame on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record FrameId(String value) {
  public FrameId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("frame id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
