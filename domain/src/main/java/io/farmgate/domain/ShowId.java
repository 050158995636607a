package io.farmgate.domain;

/**
 * Identifies a show on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record ShowId(String value) {
  public ShowId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("show id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
