package io.farmgate.domain.port;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Objects;
import java.util.Optional;

/**
 * One farm behind the gateway.
 *
 * @param name by which an operator and a URL know it
 * @param kind what it is, for messages: "embedded farm", "OpenCue farm"
 * @param typed the typed ports, where the farm has them
 * @param nativeRpc the raw path, where the farm speaks OpenCue's contract
 */
public record Farm(
    String name, String kind, Optional<FarmPorts> typed, Optional<NativeRpc> nativeRpc) {
  public Farm {
    Objects.requireNonNull(typed);
    Objects.requireNonNull(nativeRpc);
  }

  /**
   * Returns the typed ports.
   *
   * @throws FarmException with {@link FarmFailure.Unsupported} where the farm has none
   */
  public FarmPorts ports() {
    return typed.orElseThrow(() ->
        new FarmException(
            new FarmFailure.Unsupported(
                "the farm '" + name + "' (" + kind + ") offers OpenCue's own methods only")));
  }
}
