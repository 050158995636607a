package io.farmgate.adapter.http.rpc.reference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.farmgate.adapter.http.rpc.dialect.DocumentedTable.Alias;
import io.farmgate.adapter.http.rpc.dialect.DocumentedTable.Row;

/** The schemas of bodies that OpenCue's documents describe and the contract does not. */
final class DocumentedSchemas {
  private DocumentedSchemas() {}

  /** Returns the schema of a call's body: the contract's, and what else is taken. */
  static ObjectNode request(ReferenceCall call, MessageSchemas schemas) {
    ObjectNode contract = schemas.ref(call.request(), Direction.IN);
    if (call.documented().isEmpty()) {
      return contract;
    }
    Row row = call.documented().get();
    if (row.keys().isEmpty() && !row.composed()) {
      return contract;
    }
    ObjectNode keys = object().put("type", "object").put("title", "as OpenCue's documents have it");
    row.keys().forEach(key -> put(keys, key, call.request(), schemas));
    boolean changesAField = row.keys().stream().anyMatch(key -> key.from().equals(key.to()));
    ObjectNode both = object();
    // Keys beside the contract's narrow it; keys in place of them, and calls that are made of
    // several, are another form.
    both.putArray(row.composed() || changesAField ? "anyOf" : "allOf").add(contract).add(keys);
    return both;
  }

  private static void put(ObjectNode keys, Alias key, Descriptor request, MessageSchemas schemas) {
    String[] names = key.from().split("\\.", -1);
    ObjectNode at = keys;
    for (int i = 0; i < names.length - 1; i++) {
      at = at.withObjectProperty("properties").withObjectProperty(names[i]);
    }
    at.withObjectProperty("properties")
        .set(names[names.length - 1], MessageSchemas.orNull(value(key, request, schemas)));
  }

  private static ObjectNode value(Alias key, Descriptor request, MessageSchemas schemas) {
    return switch (key.takes()) {
      case VALUE -> schemas.value(field(request, key.to()), Direction.IN);
      case NAME -> name();
      case NAMES -> oneOrMany(name(), object().put("type", "array").set("items", name()));
      case LIST -> {
        ObjectNode list = schemas.value(field(request, key.to()), Direction.IN);
        yield oneOrMany((ObjectNode) list.path("items").deepCopy(), list);
      }
    };
  }

  private static ObjectNode name() {
    ObjectNode named = object().put("type", "object");
    named.putObject("properties").putObject("name").put("type", "string");
    named.putArray("required").add("name");
    ObjectNode name = object();
    name.putArray("anyOf").add(object().put("type", "string")).add(named);
    return name;
  }

  private static ObjectNode oneOrMany(ObjectNode one, ObjectNode many) {
    ObjectNode either = object();
    either.putArray("anyOf").add(one).add(many);
    return either;
  }

  /** Finds a field by its path; the dialect's own check at start has made sure that it is there. */
  private static FieldDescriptor field(Descriptor request, String path) {
    int dot = path.indexOf('.');
    FieldDescriptor field = request.findFieldByName(dot < 0 ? path : path.substring(0, dot));
    if (field == null) {
      throw new IllegalStateException("no field " + path + " in " + request.getFullName());
    }
    return dot < 0 ? field : field(field.getMessageType(), path.substring(dot + 1));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
