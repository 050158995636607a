package io.farmgate.bootstrap.wiring;

import dagger.BindsInstance;
import dagger.Component;
import io.farmgate.adapter.http.edge.EdgeConfig;
import io.farmgate.adapter.http.edge.EdgeGuards;
import io.farmgate.adapter.http.edge.HttpApi;
import io.farmgate.application.ManageWebhooks;
import io.farmgate.application.WatchFarm;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.domain.port.Farm;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Everything between the open farm and the server, built from what is handed in. Nothing has a
 * scope: each part is asked for once, and what is built twice has no state.
 */
@Component(modules = {UseCaseModule.class, HttpModule.class, GrpcModule.class})
interface GatewayComponent {

  /** Returns what is served, in the order in which it is asked for a path. */
  List<HttpApi> apis();

  EdgeConfig edgeConfig();

  EdgeGuards edgeGuards();

  GrpcModule.Starter grpc();

  /** Takes what is decided before the graph is built. */
  @Component.Factory
  interface Factory {
    GatewayComponent create(
        @BindsInstance GatewayConfig config,
        @BindsInstance MethodCatalogue catalogue,
        @BindsInstance Farm farm,
        @BindsInstance Watch watch,
        @BindsInstance WatchFarm changes,
        @BindsInstance ManageWebhooks webhooks,
        @BindsInstance Executor blocking);
  }
}
