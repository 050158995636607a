package io.farmgate.adapter.http.rpc.method;

import java.util.Set;

/**
 * Which names of headers travel between clients and farms, over HTTP and over gRPC alike.
 *
 * <p>A client's token never goes to a farm: Cuebot asks for none, so it could only leak there.
 * Cookies are kept back for the same reason. What belongs to HTTP/2 or gRPC itself is each
 * connection's own matter, and OpenCue's gateway drops it too.
 */
public final class FarmHeaders {
  private static final Set<String> KEPT_BACK =
      Set.of(
          "authorization",
          "grpcgateway-authorization",
          "cookie",
          "grpcgateway-cookie",
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

  private FarmHeaders() {}

  /** Tells whether a header with that name, in lower case, stays here. */
  public static boolean isKeptBack(String name) {
    return name.startsWith("grpc-") || KEPT_BACK.contains(name);
  }
}
