package io.farmgate.adapter.http.rpc;

import io.farmgate.adapter.http.edge.EdgeExchange;
import io.farmgate.domain.port.NativeRpc.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What travels beside a message: {@code Grpc-Metadata-Name} headers of a request go to the farm as
 * {@code name}, and the farm's come back under the same prefix.
 *
 * <p>A client's token never goes to the farm: Cuebot asks for none, so it could only leak there.
 */
final class Metadata {
  private static final String PREFIX = "grpc-metadata-";
  private static final Set<String> KEPT_BACK = Set.of("authorization", "grpcgateway-authorization");

  private Metadata() {}

  /** Gathers what a client wants sent along. */
  static List<Header> of(EdgeExchange exchange) {
    List<Header> metadata = List.of();
    for (String header : exchange.headerNames()) {
      String name = header.toLowerCase(Locale.ROOT);
      if (!name.startsWith(PREFIX) || name.length() == PREFIX.length()) {
        continue;
      }
      String key = name.substring(PREFIX.length());
      // Names that begin like this are the protocol's own.
      if (KEPT_BACK.contains(key) || key.startsWith("grpc-")) {
        continue;
      }
      metadata = metadata.isEmpty() ? new ArrayList<>() : metadata;
      for (String value : exchange.headers(header)) {
        metadata.add(new Header(key, value));
      }
    }
    return metadata;
  }

  /** Puts the farm's metadata into the answer's headers. */
  static void addTo(EdgeExchange exchange, List<Header> metadata) {
    for (Header header : metadata) {
      // What could end a header line early is not passed on.
      if (isPrintable(header.value())) {
        exchange.addHeader("Grpc-Metadata-" + canonical(header.name()), header.value());
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
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
  }
}
