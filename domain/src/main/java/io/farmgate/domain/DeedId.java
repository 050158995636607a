package io.farmgate.domain;

/**
 * Identifies a deed on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record DeedId(String value) {
  public DeedId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("deed id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
