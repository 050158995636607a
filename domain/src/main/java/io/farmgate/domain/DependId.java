package io.farmgate.domain;

/**
 * Identifies a dependency on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record DependId(String value) {
  public DependId {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "dependency id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
