package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.domain.port.NativeRpc.Header;
import io.grpc.Metadata;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns headers into gRPC metadata and back.
 *
 * <p>What is sent is checked against gRPC's HTTP/2 mapping: names of lower-case letters, digits,
 * {@code _ - .}; values of printable ASCII; a name that ends in {@code -bin} takes base64. Names
 * that belong to HTTP/2 or to gRPC itself are refused, as Cuebot breaks such calls off.
 */
final class WireHeaders {
  /**
   * Cuebot answers more than 8 KiB of headers with "431" and far more by closing the connection,
   * which other calls share. The difference is for the headers that gRPC adds.
   */
  static final int MAX_BYTES = 7 * 1024;

  /** What HTTP/2 counts for a header beside its name and value (RFC 9113, section 6.5.2). */
  private static final int HEADER_OVERHEAD = 32;

  private static final String BINARY = Metadata.BINARY_HEADER_SUFFIX;

  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-length",
          "content-type",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  /** Of nearly every call. To make a key is to check its name and to take it apart. */
  private static final Map<String, Metadata.Key<String>> FREQUENT =
      Stream.of(
              "content-type",
              "grpcgateway-accept",
              "grpcgateway-content-type",
              "grpcgateway-user-agent",
              "x-forwarded-for",
              "x-forwarded-host")
          .collect(Collectors.toUnmodifiableMap(name -> name, WireHeaders::newAscii));

  private WireHeaders() {}

  /** What became of headers that were to be sent. */
  sealed interface Outcome {}

  /** They are fit to be sent. */
  record Sendable(Metadata metadata) implements Outcome {}

  /** One of them is not; {@code problem} names it and never shows its value. */
  record Refused(String problem) implements Outcome {}

  static Outcome toMetadata(List<Header> headers) {
    Metadata metadata = new Metadata();
    int bytes = 0;
    for (Header header : headers) {
      String name = header.name();
      if (!isName(name)) {
        return new Refused(
            "metadata: '" + name + "' (expected: a name of the characters 0-9 a-z _ - .)");
      }
      if (RESERVED.contains(name) || name.startsWith("grpc-")) {
        return new Refused("metadata: '" + name + "' (expected: a name that gRPC does not use)");
      }
      bytes += name.length() + header.value().length() + HEADER_OVERHEAD;
      if (bytes > MAX_BYTES) {
        return new Refused(
            "metadata: more than " + MAX_BYTES + " bytes in all (expected: at most that)");
      }
      if (name.endsWith(BINARY)) {
        try {
          metadata.put(binary(name), Base64.getDecoder().decode(header.value()));
        } catch (IllegalArgumentException notBase64) {
          return new Refused("metadata: the value of '" + name + "' (expected: base64)");
        }
      } else if (isPrintable(header.value())) {
        metadata.put(ascii(name), header.value());
      } else {
        return new Refused("metadata: the value of '" + name + "' (expected: printable ASCII)");
      }
    }
    return new Sendable(metadata);
  }

  /** Appends what {@code metadata} holds, by name, in the order of arrival within a name. */
  static void addTo(List<Header> headers, Metadata metadata) {
    String[] names = metadata.keys().toArray(String[]::new);
    Arrays.sort(names);
    for (String name : names) {
      if (!isName(name)) {
        continue;
      }
      if (name.endsWith(BINARY)) {
        Iterable<byte[]> values = metadata.getAll(binary(name));
        if (values != null) {
          values.forEach(value -> headers.add(new Header(name, base64(value))));
        }
      } else {
        Iterable<String> values = metadata.getAll(ascii(name));
        if (values != null) {
          values.forEach(value -> headers.add(new Header(name, value)));
        }
      }
    }
  }

  /** Whether it is one character or more out of {@code 0-9 a-z _ - .}. */
  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean known =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
      if (!known) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7e) {
        return false;
      }
    }
    return true;
  }

  private static String base64(byte[] value) {
    return Base64.getEncoder().withoutPadding().encodeToString(value);
  }

  private static Metadata.Key<byte[]> binary(String name) {
    return Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
  }

  private static Metadata.Key<String> ascii(String name) {
    Metadata.Key<String> known = FREQUENT.get(name);
    return known == null ? newAscii(name) : known;
  }

  private static Metadata.Key<String> newAscii(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
