package io.farmgate.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.farmgate.bootstrap.config.GatewayConfig.LogLevel;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sets how much Farmgate logs, and leads what libraries tell Java's own logging to the same place.
 * Where and how it logs is logback.xml's business.
 */
final class LogSetup {
  private LogSetup() {}

  /** Writes what has been logged and is not written yet; for who ends the process at once. */
  static void flush() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      logback.stop();
    }
  }

  static void apply(LogLevel level) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // It is another logger where an operator has put another SLF4J provider on the class path.
    for (String name : List.of("io.farmgate", "farmgate.access")) {
      if (LoggerFactory.getLogger(name) instanceof Logger own) {
        own.setLevel(Level.valueOf(level.name()));
      }
    }
  }
}
