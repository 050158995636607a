package io.farmgate.domain;

/**
 * Identifies a layer on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record LayerId(String value) {
  public LayerId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("layer id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
