package io.farmgate.domain;

/**
 * Identifies a facility on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record FacilityId(String value) {
  public FacilityId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("facility id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
