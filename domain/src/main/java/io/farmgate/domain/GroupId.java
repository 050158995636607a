package io.farmgate.domain;

/**
 * Identifies a group of jobs on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record GroupId(String value) {
  public GroupId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("group id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
