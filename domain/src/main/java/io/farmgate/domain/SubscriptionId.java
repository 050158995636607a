package io.farmgate.domain;

/**
 * Identifies a subscription on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record SubscriptionId(String value) {
  public SubscriptionId {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "subscription id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
