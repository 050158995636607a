package io.farmgate.domain;

/**
 * Identifies a job on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record JobId(String value) {
  public JobId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("job id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
