package io.farmgate.adapter.http.rpc.method;

import io.farmgate.adapter.http.rpc.typed.AddedMethods;
import io.farmgate.adapter.http.rpc.typed.TypedMethods;
import io.farmgate.application.CallFarmMethod.MethodRule;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.opencue.protocol.Access;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import io.farmgate.opencue.transcode.InputShape;
import io.farmgate.opencue.transcode.OutputShape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every method of the contract with its compiled tables. Built once at start; immutable. */
public final class Methods {
  private final Map<String, Method> byName;

  /** Compiles all methods of a catalogue, and those that the gateway adds. */
  public Methods(MethodCatalogue catalogue, TypedMethods typed) {
    InputShape input = InputShape.standard();
    OutputShape standard = Shapes.standard();
    OutputShape flat = Shapes.flat(catalogue);
    Map<String, Method> methods = new HashMap<>();
    // Should a newer contract have one of the added methods itself, its own counts.
    for (RpcMethod rpc :
        Stream.concat(catalogue.all().stream(), AddedMethods.all().stream()).toList()) {
      methods.putIfAbsent(
          rpc.fullName(),
          new Method(
              rpc,
              rule(rpc),
              input.compile(rpc.request()),
              standard.compile(rpc.response()),
              flat.compile(rpc.response()),
              typed.find(rpc.fullName()),
              KillFields.of(rpc.request())));
    }
    byName = Map.copyOf(methods);
  }

  /** Finds a method by {@code package.Service/Method}. */
  public Optional<Method> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Returns a method that is known to be there.
   *
   * @throws IllegalArgumentException where it is not
   */
  public Method get(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no method " + name));
  }

  private static MethodRule rule(RpcMethod rpc) {
    return new MethodRule(rpc.fullName(), role(rpc.access()), closed(rpc));
  }

  private static Role role(Access access) {
    return switch (access) {
      case READ -> Role.VIEWER;
      case CHANGE -> Role.OPERATOR;
      case ADMIN -> Role.ADMIN;
    };
  }

  private static Optional<FarmFailure> closed(RpcMethod rpc) {
    String text = rpc.fullName() + ": " + rpc.reason();
    return switch (rpc.exposure()) {
      case OPEN -> Optional.empty();
      case CLOSED -> Optional.of(new FarmFailure.Forbidden(text));
      case ELSEWHERE -> Optional.of(new FarmFailure.Unsupported(text));
    };
  }
}
