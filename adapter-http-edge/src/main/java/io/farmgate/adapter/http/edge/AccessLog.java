package io.farmgate.adapter.http.edge;

import io.farmgate.domain.Caller;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line a request, to the logger "farmgate.access". Headers and queries stay out: tokens travel
 * in them.
 */
final class AccessLog {
  private static final Logger log = LoggerFactory.getLogger("farmgate.access");

  private AccessLog() {}

  static void write(
      HttpServerExchange http,
      EdgeExchange exchange,
      @Nullable String path,
      @Nullable Caller caller,
      int status,
      long nanos) {
    if (!log.isInfoEnabled()) {
      return;
    }
    log.info(
        "{} {} {} bytes={} ms={} subject={} id={} peer={}",
        Printable.of(exchange.verb()),
        Printable.of(path == null ? http.getRequestURI() : path),
        status,
        http.getResponseBytesSent(),
        TimeUnit.NANOSECONDS.toMillis(nanos),
        caller == null ? "-" : Printable.of(caller.subject()),
        exchange.requestId(),
        address(exchange.peer()));
  }

  /** Never asks a name server. */
  private static String address(InetSocketAddress peer) {
    return (peer.getAddress() == null ? "-" : peer.getAddress().getHostAddress())
        + ":"
        + peer.getPort();
  }
}
