package io.farmgate.domain;

/**
 * Identifies a webhook. The text is never parsed.
 *
 * @param value not blank
 */
public record WebhookId(String value) {
  public WebhookId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("webhook id: blank (expected: an id that was given)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
