package io.farmgate.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.farmgate.bootstrap.config.GatewayConfig.LogFormat;
import io.farmgate.bootstrap.config.GatewayConfig.LogLevel;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sets how much Farmgate logs, and leads what libraries tell Java's own logging to the same place.
 * Where it logs is logback.xml's business.
 */
final class LogSetup {
  /** As logback.xml names it. */
  private static final String APPENDER = "stderr";

  /** The encoder's word for a member that nobody wants. */
  private static final String LEFT_OUT = "[ignore]";

  private LogSetup() {}

  /** Writes what has been logged and is not written yet; for who ends the process at once. */
  static void flush() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      logback.stop();
    }
  }

  static void apply(LogLevel level, LogFormat format) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // It is another logger where an operator has put another SLF4J provider on the class path.
    for (String name : List.of("io.farmgate", "farmgate.access")) {
      if (LoggerFactory.getLogger(name) instanceof Logger own) {
        own.setLevel(Level.valueOf(level.name()));
      }
    }
    if (format == LogFormat.JSON
        && LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root
        && root.getAppender(APPENDER) instanceof BatchingAppender appender) {
      appender.setEncoder(json(root.getLoggerContext()));
    }
  }

  /** What a line is about has members of its own, so that nobody has to parse the message. */
  private static LogstashEncoder json(LoggerContext context) {
    LogstashFieldNames names = new LogstashFieldNames();
    names.setTimestamp("time");
    names.setLogger("logger");
    names.setStackTrace("stackTrace");
    names.setVersion(LEFT_OUT);
    names.setThread(LEFT_OUT);
    names.setLevelValue(LEFT_OUT);
    LogstashEncoder encoder = new LineEncoder();
    encoder.setContext(context);
    encoder.setFieldNames(names);
    encoder.setTimeZone("UTC");
    encoder.setIncludeContext(false);
    encoder.setIncludeMdc(false);
    encoder.start();
    return encoder;
  }
}
