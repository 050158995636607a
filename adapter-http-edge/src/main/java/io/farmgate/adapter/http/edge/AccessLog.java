package io.farmgate.adapter.http.edge;

import io.farmgate.domain.Caller;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line a request, to the logger "farmgate.access". Headers and queries stay out: tokens travel
 * in them.
 */
final class AccessLog {
  private static final Logger log = LoggerFactory.getLogger("farmgate.access");

  /** The first letters of an object in base64, with which every JWT begins. */
  private static final String TOKEN_BEGINS = "eyJ";

  private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_=.-]*");

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
    String verb = Printable.of(exchange.verb());
    String asked = withoutTokens(Printable.of(path == null ? http.getRequestURI() : path));
    long bytes = http.getResponseBytesSent();
    long ms = TimeUnit.NANOSECONDS.toMillis(nanos);
    String subject = caller == null ? "-" : Printable.of(caller.subject());
    String peer = address(exchange.peer());
    log.atInfo()
        .addKeyValue("verb", verb)
        .addKeyValue("path", asked)
        .addKeyValue("status", status)
        .addKeyValue("bytes", bytes)
        .addKeyValue("ms", ms)
        .addKeyValue("subject", subject)
        .addKeyValue("requestId", exchange.requestId())
        .addKeyValue("peer", peer)
        .log(
            "{} {} {} bytes={} ms={} subject={} id={} peer={}",
            verb,
            asked,
            status,
            bytes,
            ms,
            subject,
            exchange.requestId(),
            peer);
  }

  /** Some put a token into the path, where it does not belong. */
  private static String withoutTokens(String path) {
    return path.contains(TOKEN_BEGINS) ? TOKEN.matcher(path).replaceAll("[token]") : path;
  }

  /** Never asks a name server. */
  private static String address(InetSocketAddress peer) {
    return (peer.getAddress() == null ? "-" : peer.getAddress().getHostAddress())
        + ":"
        + peer.getPort();
  }
}
