package io.farmgate.domain;

/**
 * Identifies a matcher on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record MatcherId(String value) {
  public MatcherId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("matcher id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
