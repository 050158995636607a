package io.farmgate.domain;

/**
 * Identifies an owner of hosts on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record OwnerId(String value) {
  public OwnerId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("owner id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
