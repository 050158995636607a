package io.farmgate.adapter.http.edge;

import io.farmgate.application.LogLine;
import io.farmgate.domain.Caller;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
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
    if (log.isInfoEnabled()) {
      log.info(
          "{}",
          new Line(
              Printable.of(exchange.verb()),
              Printable.of(path == null ? http.getRequestURI() : path),
              status,
              http.getResponseBytesSent(),
              TimeUnit.NANOSECONDS.toMillis(nanos),
              caller == null ? "-" : Printable.of(caller.subject()),
              exchange.requestId(),
              exchange.peer()));
    }
  }

  /** What is fit to be printed, but for tokens in the path. */
  private record Line(
      String verb,
      String path,
      int status,
      long bytes,
      long ms,
      String subject,
      String requestId,
      InetSocketAddress peer)
      implements LogLine {
    @Override
    public void members(BiConsumer<String, Object> member) {
      member.accept("verb", verb);
      member.accept("path", asked());
      member.accept("status", status);
      member.accept("bytes", bytes);
      member.accept("ms", ms);
      member.accept("subject", subject);
      member.accept("requestId", requestId);
      member.accept("peer", address());
    }

    @Override
    public String toString() {
      return verb
          + ' '
          + asked()
          + ' '
          + status
          + " bytes="
          + bytes
          + " ms="
          + ms
          + " subject="
          + subject
          + " id="
          + requestId
          + " peer="
          + address();
    }

    /** Some put a token into the path, where it does not belong. */
    private String asked() {
      return path.contains(TOKEN_BEGINS) ? TOKEN.matcher(path).replaceAll("[token]") : path;
    }

    /** Never asks a name server. */
    private String address() {
      return (peer.getAddress() == null ? "-" : peer.getAddress().getHostAddress())
          + ":"
          + peer.getPort();
    }
  }
}
