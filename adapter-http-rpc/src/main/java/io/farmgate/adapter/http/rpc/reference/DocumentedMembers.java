package io.farmgate.adapter.http.rpc.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The schemas of what answers have beyond the contract, because OpenCue's documents show it; the
 * values are those of {@code DocumentedFields}.
 */
final class DocumentedMembers {
  private DocumentedMembers() {}

  /** Gives each member that a message has beyond the contract, with its schema. */
  static void forEach(String message, BiConsumer<String, ObjectNode> member) {
    switch (message) {
      case "job.Layer" -> {
        member.accept("isEnabled", type("boolean"));
        member.accept("minimumCores", number());
        member.accept("maximumCores", number());
        member.accept("minimumMemory", type("integer"));
      }
      case "host.Host" -> {
        member.accept("totalCores", number());
        member.accept("totalGpus", number());
        member.accept("freeGpus", number());
        member.accept("hostStats", counts("totalFrames", "runningFrames"));
      }
      case "job.GroupStats" -> member.accept("pendingFrames", type("integer"));
      case "host.Owner" -> {
        member.accept("maxCores", MessageSchemas.orNull(number()));
        member.accept("minCores", MessageSchemas.orNull(number()));
        member.accept("maxGpus", MessageSchemas.orNull(type("integer")));
        member.accept("minGpus", MessageSchemas.orNull(type("integer")));
        member.accept("ownerStats", counts("runningFrames", "maxFrames"));
      }
      case "host.Proc" -> {
        member.accept("reserved", type("boolean"));
        member.accept("bookedCores", number());
        member.accept("bookedGpus", number());
        member.accept("virtualMemory", type("null"));
      }
      default -> {
        // Every other message is the contract's alone.
      }
    }
  }

  private static ObjectNode counts(String... names) {
    ObjectNode schema = type("object");
    ArrayNode required = schema.putArray("required");
    for (String name : List.of(names)) {
      required.add(name);
      schema.withObjectProperty("properties").set(name, MessageSchemas.orNull(type("integer")));
    }
    return schema;
  }

  private static ObjectNode number() {
    return ScalarSchemas.of(FieldDescriptor.Type.FLOAT, Direction.OUT);
  }

  private static ObjectNode type(String name) {
    return JsonNodeFactory.instance.objectNode().put("type", name);
  }
}
