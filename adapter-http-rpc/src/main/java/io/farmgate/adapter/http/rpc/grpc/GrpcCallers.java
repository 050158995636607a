package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.adapter.http.edge.BearerToken;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.TokenVerifier;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells who calls: whom the token names, or whom the address stands for where there is no token. A
 * token that fails is refused wherever it comes from.
 */
final class GrpcCallers {
  private static final Metadata.Key<String> AUTHORIZATION = GrpcMetadata.ascii("authorization");

  private final TokenVerifier verifier;
  private final TrustedPeers trusted;

  GrpcCallers(TokenVerifier verifier, TrustedPeers trusted) {
    this.verifier = verifier;
    this.trusted = trusted;
  }

  /**
   * Returns who calls.
   *
   * @throws FarmException Unauthenticated
   */
  Caller of(ServerCall<?, ?> call, Metadata metadata) {
    List<String> tokens = new ArrayList<>();
    Iterable<String> values = metadata.getAll(AUTHORIZATION);
    if (values != null) {
      values.forEach(tokens::add);
    }
    if (tokens.isEmpty()) {
      Optional<Caller> peer = address(call).flatMap(trusted::at);
      if (peer.isPresent()) {
        return peer.get();
      }
    }
    return verifier.verify(BearerToken.of(tokens));
  }

  /** Returns the address that a call comes from. */
  static Optional<InetAddress> address(ServerCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
            instanceof InetSocketAddress peer
        ? Optional.ofNullable(peer.getAddress())
        : Optional.empty();
  }
}
