package io.farmgate.domain;

/**
 * Identifies a limit on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record LimitId(String value) {
  public LimitId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("limit id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
