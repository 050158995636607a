package io.farmgate.domain;

/**
 * Identifies a department on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record DepartmentId(String value) {
  public DepartmentId {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "department id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
