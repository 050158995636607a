package io.farmgate.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.farmgate.bootstrap.config.GatewayConfig.LogLevel;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sets how much Farmgate logs, and leads what libraries tell Java's own logging to the same place.
 * Where and how it logs is logback.xml's business.
 */
final class LogSetup {
  private LogSetup() {}

  static void apply(LogLevel level) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // It is another logger where an operator has put another SLF4J provider on the class path.
    if (LoggerFactory.getLogger("io.farmgate") instanceof Logger farmgate) {
      farmgate.setLevel(Level.valueOf(level.name()));
    }
  }
}
