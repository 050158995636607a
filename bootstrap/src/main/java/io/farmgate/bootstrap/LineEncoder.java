package io.farmgate.bootstrap;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.farmgate.application.LogLine;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.event.KeyValuePair;

/**
 * Logstash's encoder, which also writes the members of each {@link LogLine}: it gives them to the
 * event, once, where the encoder finds them.
 */
public final class LineEncoder extends LogstashEncoder {
  @Override
  public byte[] encode(ILoggingEvent event) {
    LogLine line = BatchingAppender.line(event);
    if (line != null && event instanceof LoggingEvent own && own.getKeyValuePairs() == null) {
      line.members((name, value) -> own.addKeyValuePair(new KeyValuePair(name, value)));
    }
    return super.encode(event);
  }
}
