package io.farmgate.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import io.farmgate.adapter.http.edge.EdgeConfig;
import io.farmgate.adapter.http.rpc.grpc.GrpcConfig;
import io.farmgate.adapter.http.rpc.grpc.GrpcServer;
import io.farmgate.adapter.http.rpc.grpc.TrustedPeers;
import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.Farms;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.domain.port.TokenVerifier;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.util.Optional;

/** The gRPC port. */
@Module
final class GrpcModule {
  private GrpcModule() {}

  /** Starts a server, where the configuration asks for one; whoever asks for it closes it. */
  interface Starter {
    Optional<GrpcServer> start(TokenVerifier verifier);
  }

  @Provides
  static Starter starter(
      GatewayConfig config,
      Watch watch,
      Farms farms,
      MethodCatalogue catalogue,
      Methods methods,
      CallFarmMethod useCase) {
    return verifier ->
        config
            .grpc()
            .map(grpc ->
                GrpcServer.start(
                    grpcConfig(config, grpc),
                    verifier,
                    watch.admission(),
                    farms,
                    catalogue,
                    methods,
                    useCase));
  }

  private static GrpcConfig grpcConfig(GatewayConfig config, GatewayConfig.Grpc grpc) {
    return new GrpcConfig(
        grpc.address(),
        Math.toIntExact(EdgeConfig.DEFAULT_MAX_BODY_BYTES),
        config.callTimeout(),
        config.longestCall(),
        config.listen().shutdownTimeout(),
        new TrustedPeers(grpc.trustedPeers(), grpc.trustedRole()),
        config.http().caps().streams());
  }
}
