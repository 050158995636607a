package io.farmgate.adapter.http.rpc.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.HashMap;
import java.util.Map;

/** The schemas of a document, as another's validator reads them. */
final class Schemas {
  private static final String BASE = "app://farmgate/";
  private static final String DOCUMENT = BASE + "rpc.json";

  private final SchemaRepository repository;
  private final Map<String, Validator> validators = new HashMap<>();

  Schemas(ObjectNode document) {
    repository =
        SchemaRepository.create(
            new JsonSchemaOptions()
                .setBaseUri(BASE)
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic));
    repository.dereference(DOCUMENT, JsonSchema.of(new JsonObject(document.toString())));
  }

  /** Says what is wrong with a value by the schema at a JSON pointer; "" for nothing. */
  String problem(String pointer, JsonNode value) {
    OutputUnit result =
        validators
            .computeIfAbsent(pointer, at -> repository.validator(DOCUMENT + "#" + at))
            .validate(new JsonObject(value.toString()));
    return Boolean.TRUE.equals(result.getValid()) ? "" : String.valueOf(result.toJson());
  }
}
