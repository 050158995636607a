package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.adapter.http.rpc.method.FarmHeaders;
import io.farmgate.domain.port.NativeRpc.Header;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What travels beside a message, in the form of the port: a name that ends in {@code -bin} carries
 * base64. {@link FarmHeaders} says what is kept back.
 */
final class GrpcMetadata {
  /** HTTP/2 lets through what gRPC does not call a name; such a header cannot travel on. */
  private static final Pattern NAME = Pattern.compile("[0-9a-z_.-]+");

  private GrpcMetadata() {}

  /** Gathers what a client sends along. */
  static List<Header> of(Metadata metadata) {
    List<Header> headers = new ArrayList<>();
    for (String name : metadata.keys()) {
      if (isKeptBack(name)) {
        continue;
      }
      if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        Iterable<byte[]> values = metadata.getAll(binary(name));
        if (values != null) {
          values.forEach(
              value -> headers.add(new Header(name, Base64.getEncoder().encodeToString(value))));
        }
        continue;
      }
      Iterable<String> values = metadata.getAll(ascii(name));
      if (values != null) {
        values.forEach(value -> headers.add(new Header(name, value)));
      }
    }
    return headers;
  }

  /** Puts the farm's metadata into a client's. */
  static void addTo(Metadata metadata, List<Header> headers) {
    for (Header header : headers) {
      String name = header.name();
      if (isKeptBack(name)) {
        continue;
      }
      if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        metadata.put(binary(name), Base64.getDecoder().decode(header.value()));
      } else {
        metadata.put(ascii(name), header.value());
      }
    }
  }

  static Metadata.Key<String> ascii(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static Metadata.Key<byte[]> binary(String name) {
    return Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
  }

  private static boolean isKeptBack(String name) {
    return FarmHeaders.isKeptBack(name) || !NAME.matcher(name).matches();
  }
}
