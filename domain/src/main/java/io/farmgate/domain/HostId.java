package io.farmgate.domain;

/**
 * Identifies a host on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record HostId(String value) {
  public HostId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("host id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
