package io.farmgate.adapter.http.rpc;

import io.farmgate.adapter.http.edge.ByName;
import io.farmgate.adapter.http.edge.EdgeExchange;
import io.farmgate.adapter.http.rpc.method.FarmHeaders;
import io.farmgate.domain.port.NativeRpc.Header;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What travels beside a message: {@code Grpc-Metadata-Name} headers of a request go to the farm as
 * {@code name}, headers that IANA keeps as permanent as {@code grpcgateway-name}, and where the
 * request came from as {@code x-forwarded-for} and {@code x-forwarded-host}. The farm's come back
 * as {@code Grpc-Metadata-Name}. {@link FarmHeaders} says what is kept back.
 */
final class Metadata {
  private static final String PREFIX = "grpc-metadata-";

  private static final Set<String> PERMANENT =
      Set.of(
          "accept",
          "accept-charset",
          "accept-language",
          "accept-ranges",
          "cache-control",
          "content-type",
          "date",
          "expect",
          "from",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-schedule-tag-match",
          "if-unmodified-since",
          "max-forwards",
          "origin",
          "pragma",
          "referer",
          "user-agent",
          "via",
          "warning");

  /**
   * As many characters of what nobody asked to be sent along are sent: Cuebot breaks a call off
   * whose headers are over 8 KiB, and no browser's Referer may do that.
   */
  private static final int MOST_UNASKED = 2048;

  private static final ByName<Fate> FATES = new ByName<>(Metadata::fate);

  private static final ByName<String> TO_CLIENTS =
      new ByName<>(name -> "Grpc-Metadata-" + canonical(name));

  private Metadata() {}

  /** What becomes of a request's header. */
  private sealed interface Fate {
    /** It goes no further. */
    enum Stays implements Fate {
      STAYS
    }

    /** It goes to the farm as {@code key}, as its client wants. */
    record Asked(String key) implements Fate {}

    /** The same without being asked to. */
    record Unasked(String key) implements Fate {}
  }

  private static Fate fate(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    if (PERMANENT.contains(name)) {
      return new Fate.Unasked("grpcgateway-" + name);
    }
    if (!name.startsWith(PREFIX) || name.length() == PREFIX.length()) {
      return Fate.Stays.STAYS;
    }
    String key = name.substring(PREFIX.length());
    return FarmHeaders.isKeptBack(key) ? Fate.Stays.STAYS : new Fate.Asked(key);
  }

  /** Gathers what goes to the farm. */
  static List<Header> of(EdgeExchange exchange) {
    Gathered gathered = new Gathered();
    exchange.eachHeader(gathered::add);
    addOrigin(exchange, gathered.metadata);
    return gathered.metadata;
  }

  /** The headers of one request. */
  private static final class Gathered {
    private final List<Header> metadata = new ArrayList<>();
    private int unasked;

    void add(String header, String value) {
      switch (FATES.of(header)) {
        case Fate.Stays _ -> {}
        case Fate.Asked(String key) -> metadata.add(new Header(key, value));
        case Fate.Unasked(String key) -> {
          unasked += value.length();
          if (unasked <= MOST_UNASKED && isPrintable(value)) {
            metadata.add(new Header(key, value));
          }
        }
      }
    }
  }

  private static void addOrigin(EdgeExchange exchange, List<Header> metadata) {
    InetAddress peer = exchange.peer().getAddress();
    String before = exchange.header("X-Forwarded-For");
    String chain = before == null || before.isEmpty() ? "" : before + ", ";
    addOrigin(metadata, "x-forwarded-for", chain + (peer == null ? "" : peer.getHostAddress()));
    String host = exchange.header("X-Forwarded-Host");
    addOrigin(
        metadata,
        "x-forwarded-host",
        host == null ? Objects.requireNonNullElse(exchange.header("Host"), "") : host);
  }

  private static void addOrigin(List<Header> metadata, String name, String value) {
    if (!value.isEmpty() && value.length() <= MOST_UNASKED && isPrintable(value)) {
      metadata.add(new Header(name, value));
    }
  }

  /** Puts what came after the farm's message behind the answer, where the client asked for it. */
  static void addTrailers(EdgeExchange exchange, List<Header> trailers) {
    for (Header trailer : trailers) {
      if (isPrintable(trailer.value())) {
        exchange.addTrailer("Grpc-Trailer-" + canonical(trailer.name()), trailer.value());
      }
    }
  }

  /** Tells whether the client takes trailers. */
  static boolean takesTrailers(EdgeExchange exchange) {
    for (String te : exchange.headers("TE")) {
      if (te.toLowerCase(Locale.ROOT).contains("trailers")) {
        return true;
      }
    }
    return false;
  }

  /** Puts the farm's metadata into the answer's headers. */
  static void addTo(EdgeExchange exchange, List<Header> metadata) {
    for (Header header : metadata) {
      // What could end a header line early is not passed on.
      if (isPrintable(header.value())) {
        exchange.addHeader(TO_CLIENTS.of(header.name()), header.value());
      }
    }
  }

  /** Returns the name as HTTP headers are usually written: Each-Word-Like-This. */
  static String canonical(String name) {
    StringBuilder written = new StringBuilder(name);
    boolean first = true;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (first) {
        written.setCharAt(i, Character.toUpperCase(c));
      }
      first = c == '-';
    }
    return written.toString();
  }

  private static boolean isPrintable(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
