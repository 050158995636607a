package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An operation as the document has it. */
record Described(String verb, String path, JsonNode node) {
  String id() {
    return node.path("operationId").asText();
  }

  /** Returns all that there are. */
  static List<Described> operations() {
    List<Described> all = new ArrayList<>();
    Contract.DOCUMENT
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    all.add(
                        new Described(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            operation.getValue()))));
    return all;
  }

  /** Returns what a node leads to, where it is a reference. */
  static JsonNode resolved(JsonNode node) {
    String ref = node.path("$ref").asText();
    return ref.isEmpty() ? node : Contract.DOCUMENT.at(ref.substring(1));
  }
}
