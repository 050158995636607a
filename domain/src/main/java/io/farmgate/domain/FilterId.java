package io.farmgate.domain;

/**
 * Identifies a filter on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record FilterId(String value) {
  public FilterId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("filter id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
