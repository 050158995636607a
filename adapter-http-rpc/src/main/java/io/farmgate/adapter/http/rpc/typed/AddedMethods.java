package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.opencue.protocol.Access;
import io.farmgate.opencue.protocol.Exposure;
import io.farmgate.opencue.protocol.RpcMethod;
import io.farmgate.opencue.wire.farmgate.OwnerSetMaxCoresRequest;
import io.farmgate.opencue.wire.farmgate.OwnerSetMaxCoresResponse;
import io.farmgate.opencue.wire.farmgate.ProcGetProcRequest;
import io.farmgate.opencue.wire.farmgate.ProcGetProcResponse;
import java.util.List;
import java.util.Optional;

/**
 * Methods that OpenCue's documents describe, that its contract lacks, and that are not another of
 * its methods by another name: the gateway has messages of its own for them. No Cuebot ever sees
 * one of these.
 */
public final class AddedMethods {
  /** A proc by its id. */
  public static final RpcMethod GET_PROC =
      new RpcMethod(
          "host.ProcInterface/GetProc",
          "host.ProcInterface",
          "GetProc",
          ProcGetProcRequest.getDescriptor(),
          ProcGetProcResponse.getDescriptor(),
          Access.READ,
          Exposure.OPEN,
          "");

  /** How many cores the jobs of an owner may hold. */
  public static final RpcMethod SET_OWNERS_MAX_CORES =
      new RpcMethod(
          "host.OwnerInterface/SetMaxCores",
          "host.OwnerInterface",
          "SetMaxCores",
          OwnerSetMaxCoresRequest.getDescriptor(),
          OwnerSetMaxCoresResponse.getDescriptor(),
          Access.ADMIN,
          Exposure.OPEN,
          "");

  private static final List<RpcMethod> ALL = List.of(GET_PROC, SET_OWNERS_MAX_CORES);

  private AddedMethods() {}

  /** Returns all of them. */
  public static List<RpcMethod> all() {
    return ALL;
  }

  static Optional<RpcMethod> find(String fullName) {
    return ALL.stream().filter(method -> method.fullName().equals(fullName)).findFirst();
  }
}
