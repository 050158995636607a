package io.farmgate.adapter.grpc.cuebot.overload;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.farmgate.opencue.protocol.Access;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What kind each method is, as the contract tells. A method that the contract does not know counts
 * as a change: it is neither shared nor given up early. Immutable.
 */
public final class MethodKinds {
  private final Map<String, Kind> kinds;

  /** What a call is worth when a farm cannot answer all. The order is that of giving up. */
  enum Kind {
    /** Reads a list, which programs do again and again, and which costs a farm the most. */
    LIST,
    /** Reads one thing. */
    READ,
    /** Changes something, and is not sent again by itself. */
    CHANGE;

    boolean isRead() {
      return this != CHANGE;
    }
  }

  private MethodKinds(Map<String, Kind> kinds) {
    this.kinds = Map.copyOf(kinds);
  }

  /** Looks at all methods of a contract. */
  public static MethodKinds of(MethodCatalogue catalogue) {
    return new MethodKinds(
        catalogue.all().stream().collect(Collectors.toMap(RpcMethod::fullName, MethodKinds::kind)));
  }

  /** Returns the kind of {@code package.Service/Method}. */
  Kind of(String method) {
    return kinds.getOrDefault(method, Kind.CHANGE);
  }

  private static Kind kind(RpcMethod method) {
    if (method.access() != Access.READ) {
      return Kind.CHANGE;
    }
    return method.response().getFields().stream().anyMatch(MethodKinds::holdsMany)
        ? Kind.LIST
        : Kind.READ;
  }

  /** OpenCue answers a list of things as a message whose field repeats them: {@code JobSeq}. */
  private static boolean holdsMany(FieldDescriptor field) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return field.isRepeated();
    }
    return field.isRepeated() || isSequence(field.getMessageType());
  }

  private static boolean isSequence(Descriptor message) {
    return message.getFields().size() == 1 && message.getFields().getFirst().isRepeated();
  }
}
