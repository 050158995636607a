package io.farmgate.domain;

/**
 * Identifies an action of a filter on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record ActionId(String value) {
  public ActionId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("action id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
