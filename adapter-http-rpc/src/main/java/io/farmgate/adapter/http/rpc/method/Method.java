package io.farmgate.adapter.http.rpc.method;

import io.farmgate.application.CallFarmMethod.MethodRule;
import io.farmgate.application.CallFarmMethod.TypedMethod;
import io.farmgate.opencue.protocol.RpcMethod;
import io.farmgate.opencue.transcode.JsonToWire;
import io.farmgate.opencue.transcode.WireToJson;
import java.util.Optional;

/**
 * One method of the contract, ready to be called. Immutable.
 *
 * @param input body to wire
 * @param standard wire to the reference's JSON
 * @param flat wire to the tutorial's JSON
 * @param typed what does it on a farm that does not speak OpenCue
 * @param killFields what has to be filled in, for a method that kills
 */
public record Method(
    RpcMethod rpc,
    MethodRule rule,
    JsonToWire input,
    WireToJson standard,
    WireToJson flat,
    Optional<TypedMethod> typed,
    Optional<KillFields> killFields) {

  /** Returns {@code package.Service/Method}. */
  public String name() {
    return rpc.fullName();
  }

  /** Returns the answer's form in a profile. */
  public WireToJson output(Profile profile) {
    return switch (profile) {
      case STANDARD -> standard;
      case FLAT -> flat;
    };
  }
}
