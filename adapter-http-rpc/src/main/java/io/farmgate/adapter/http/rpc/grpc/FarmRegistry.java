package io.farmgate.adapter.http.rpc.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.farmgate.adapter.http.rpc.method.Method;
import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.application.Admission;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.Farms;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every method of the catalogue, and every other name too: a call of an unknown method is answered
 * like a known one, so that its caller has to be known before being told what there is.
 */
final class FarmRegistry extends HandlerRegistry {
  private final Shared shared;
  private final Map<String, ServerMethodDefinition<WireBytes, WireBytes>> known = new HashMap<>();
  private final List<ServerServiceDefinition> services = new ArrayList<>();

  /** What all calls share. */
  record Shared(
      GrpcConfig config,
      Farms farms,
      MethodCatalogue catalogue,
      CallFarmMethod useCase,
      GrpcCallers callers,
      Admission admission,
      CallsInFlight inFlight) {}

  FarmRegistry(Shared shared, Methods methods) {
    this.shared = shared;
    Map<String, List<RpcMethod>> byService = new LinkedHashMap<>();
    for (RpcMethod rpc : shared.catalogue().all()) {
      known.put(rpc.fullName(), definition(rpc.fullName(), methods.find(rpc.fullName())));
      byService.computeIfAbsent(rpc.service(), _ -> new ArrayList<>()).add(rpc);
    }
    byService.forEach((name, all) -> {
      if (isOffered(name, all, methods)) {
        services.add(service(name, all));
      }
    });
  }

  /** Names of gRPC's own services would clash with those that serve health and reflection. */
  private static boolean isOffered(String name, List<RpcMethod> all, Methods methods) {
    return !name.startsWith("grpc.")
        && all.stream().anyMatch(rpc -> methods.get(rpc.fullName()).rule().closed().isEmpty());
  }

  /** Returns the services of which a caller may call at least something, for reflection. */
  @Override
  public List<ServerServiceDefinition> getServices() {
    return List.copyOf(services);
  }

  @Override
  public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
    ServerMethodDefinition<WireBytes, WireBytes> method = known.get(name);
    return method == null ? definition(name, Optional.empty()) : method;
  }

  private ServerMethodDefinition<WireBytes, WireBytes> definition(
      String name, Optional<Method> method) {
    return ServerMethodDefinition.create(
        MethodDescriptor.<WireBytes, WireBytes>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName(name)
            .setRequestMarshaller(WireMarshaller.INSTANCE)
            .setResponseMarshaller(WireMarshaller.INSTANCE)
            .build(),
        (call, metadata) -> {
          FarmCall begun = new FarmCall(shared, call, metadata);
          begun.begin(method);
          return begun;
        });
  }

  private ServerServiceDefinition service(String name, List<RpcMethod> methods) {
    FileDescriptor file = file(name);
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(name)
            .setSchemaDescriptor((ProtoFileDescriptorSupplier) () -> file);
    List<ServerMethodDefinition<WireBytes, WireBytes>> definitions =
        methods.stream().map(rpc -> known.get(rpc.fullName())).toList();
    definitions.forEach(definition -> descriptor.addMethod(definition.getMethodDescriptor()));
    ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor.build());
    definitions.forEach(service::addMethod);
    return service.build();
  }

  private FileDescriptor file(String service) {
    return shared.catalogue().files().stream()
        .filter(
            file -> file.getServices().stream().anyMatch(one -> one.getFullName().equals(service)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no file declares " + service));
  }
}
