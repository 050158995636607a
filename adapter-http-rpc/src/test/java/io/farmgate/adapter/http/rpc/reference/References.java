package io.farmgate.adapter.http.rpc.reference;

import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.adapter.http.rpc.typed.TypedMethods;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.SubmitWork;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.time.Clock;

/** The reference of the contract that is compiled in. */
final class References {
  static final MethodCatalogue CATALOGUE = MethodCatalogue.load();
  static final Methods METHODS = methods(CATALOGUE);

  private References() {}

  static Reference builtIn() {
    return Reference.of(CATALOGUE, METHODS);
  }

  private static Methods methods(MethodCatalogue catalogue) {
    AccessPolicy policy = new AccessPolicy();
    return new Methods(
        catalogue,
        new TypedMethods(
            new BrowseFarm(policy),
            new ControlFarm(policy),
            new SubmitWork(policy),
            Clock.systemUTC(),
            catalogue));
  }
}
