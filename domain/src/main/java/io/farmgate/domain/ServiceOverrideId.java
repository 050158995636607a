package io.farmgate.domain;

/**
 * Identifies a show's own version of a service on its farm. The text is the farm's own and is never
 * parsed.
 *
 * @param value not blank
 */
public record ServiceOverrideId(String value) {
  public ServiceOverrideId {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "service override id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
