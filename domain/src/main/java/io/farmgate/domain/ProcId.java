package io.farmgate.domain;

/**
 * Identifies a proc on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record ProcId(String value) {
  public ProcId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("proc id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
