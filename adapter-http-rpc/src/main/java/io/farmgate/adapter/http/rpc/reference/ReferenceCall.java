package io.farmgate.adapter.http.rpc.reference;

import com.google.protobuf.Descriptors.Descriptor;
import io.farmgate.adapter.http.rpc.dialect.DocumentedTable.Row;
import io.farmgate.adapter.http.rpc.method.Method;
import io.farmgate.adapter.http.rpc.typed.Unserved;
import io.farmgate.domain.Caller.Role;
import io.farmgate.opencue.protocol.Exposure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One path that is served.
 *
 * @param path {@code package.Service/Method}
 * @param method the contract's method of that name; for a call that the contract lacks, the one
 *     that it is made of
 * @param documented what OpenCue's documents have for the path beside the contract
 * @param like the method that an answer to a documented body looks like, where that is another
 * @param aliases the same call under services that the documents name otherwise
 * @param description paragraphs
 * @param example a body
 * @param documentedExample a body as the documents have it, where the contract has it otherwise
 */
public record ReferenceCall(
    String path,
    Method method,
    Optional<Row> documented,
    Optional<Method> like,
    List<String> aliases,
    String description,
    String example,
    Optional<String> documentedExample) {
  private static final Unserved UNSERVED = Unserved.load();

  public ReferenceCall {
    aliases = List.copyOf(aliases);
  }

  /** Tells whether the contract has the path itself. */
  public boolean isContracts() {
    return path.equals(method.name());
  }

  String service() {
    return path.substring(0, path.indexOf('/'));
  }

  String name() {
    return path.substring(path.indexOf('/') + 1);
  }

  Descriptor request() {
    return method.rpc().request();
  }

  Descriptor response() {
    return method.rpc().response();
  }

  /** The role that a caller needs. */
  String role() {
    Role needed = method.rule().needed();
    return needed.name().toLowerCase(Locale.ROOT);
  }

  String exposure() {
    Exposure exposure = method.rpc().exposure();
    return exposure.name().toLowerCase(Locale.ROOT);
  }

  /** Why it is not offered; "" where it is. */
  String reason() {
    return method.rpc().reason();
  }

  /** Tells whether a farm that does not speak OpenCue can serve it, as the embedded one. */
  boolean isTyped() {
    return method.typed().isPresent()
        || documented.filter(row -> row.always() && row.composed()).isPresent();
  }

  /** What such a farm does with it: serves it, or answers 501 and why. */
  String onEmbeddedFarm() {
    return isTyped()
        ? "serves it"
        : UNSERVED.reason(method.rpc().fullName()).map(why -> "501: " + why).orElse("501");
  }
}
