package io.farmgate.domain;

/**
 * Identifies a service on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record ServiceId(String value) {
  public ServiceId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("service id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
