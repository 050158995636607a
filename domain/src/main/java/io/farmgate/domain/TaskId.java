package io.farmgate.domain;

/**
 * Identifies a task on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record TaskId(String value) {
  public TaskId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("task id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
