package io.farmgate.domain;

/**
 * Identifies an allocation on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record AllocationId(String value) {
  public AllocationId {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "allocation id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
