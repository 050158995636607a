package io.farmgate.domain;

/**
 * Identifies a lending on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record LendingId(String value) {
  public LendingId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("lending id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
