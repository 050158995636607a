package io.farmgate.adapter.webhooks;

/** The file of webhooks cannot be used. The message is for the gateway's operator. */
public final class WebhooksException extends RuntimeException {
  WebhooksException(String message, Throwable cause) {
    super(message, cause);
  }

  WebhooksException(String message) {
    super(message);
  }
}
