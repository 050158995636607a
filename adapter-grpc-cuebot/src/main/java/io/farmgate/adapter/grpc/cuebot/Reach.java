package io.farmgate.adapter.grpc.cuebot;

import io.grpc.Status;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether one Cuebot can be reached at all, over any of the connections to it. Whoever reads the
 * log is told when that changes, and not of each connection. Thread-safe.
 */
final class Reach {
  private static final Logger log = LoggerFactory.getLogger(Reach.class);

  private final String endpoint;
  private final Breaker breaker;
  private int standing;
  private boolean reportedDown;
  private boolean explained;

  Reach(String endpoint, Breaker breaker) {
    this.endpoint = endpoint;
    this.breaker = breaker;
  }

  String endpoint() {
    return endpoint;
  }

  Breaker breaker() {
    return breaker;
  }

  /** One more connection stands. */
  synchronized void gained() {
    standing++;
    if (standing > 1) {
      return;
    }
    reportedDown = false;
    explained = false;
    breaker.reset();
    log.info("connected to Cuebot {}", endpoint);
  }

  /** One that stood does not any more. */
  synchronized void lost() {
    standing--;
  }

  /** An attempt to connect has failed. */
  synchronized void failed() {
    if (standing == 0 && !reportedDown) {
      reportedDown = true;
      log.warn("Cuebot {} cannot be reached; trying again every second", endpoint);
    }
  }

  /** Tells whoever reads the log why it cannot be reached, once an outage. */
  synchronized void explain(Status status) {
    Throwable cause = status.getCause();
    if (explained || cause == null) {
      return;
    }
    explained = true;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    log.warn("Cuebot {}: {}", endpoint, reason(cause));
  }

  private static String reason(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "no such host is known";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
