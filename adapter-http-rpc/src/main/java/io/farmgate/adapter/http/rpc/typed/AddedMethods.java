package io.farmgate.adapter.http.rpc.typed;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.farmgate.opencue.protocol.Access;
import io.farmgate.opencue.protocol.Exposure;
import io.farmgate.opencue.protocol.RpcMethod;
import io.farmgate.opencue.wire.farmgate.FarmgateProto;
import java.util.List;
import java.util.Optional;

/**
 * Methods that OpenCue's documents describe, that its contract lacks, and that are not another of
 * its methods by another name: the gateway has declared them itself, in {@code farmgate.proto}. No
 * Cuebot ever sees one of these.
 */
public final class AddedMethods {
  private static final List<RpcMethod> ALL =
      List.of(
          added("host.ProcInterface", "ProcAdditions", "GetProc", Access.READ),
          added("host.OwnerInterface", "OwnerAdditions", "SetMaxCores", Access.ADMIN));

  private AddedMethods() {}

  /** Returns all of them. */
  public static List<RpcMethod> all() {
    return ALL;
  }

  static Optional<RpcMethod> find(String fullName) {
    return ALL.stream().filter(method -> method.fullName().equals(fullName)).findFirst();
  }

  private static RpcMethod added(String service, String declaredIn, String name, Access access) {
    MethodDescriptor method =
        FarmgateProto.getDescriptor().findServiceByName(declaredIn).findMethodByName(name);
    return new RpcMethod(
        service + '/' + name,
        service,
        name,
        method.getInputType(),
        method.getOutputType(),
        access,
        Exposure.OPEN,
        "",
        method);
  }
}
