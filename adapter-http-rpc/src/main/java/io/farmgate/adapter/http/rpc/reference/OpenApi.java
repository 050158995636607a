package io.farmgate.adapter.http.rpc.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls as an OpenAPI 3.1 document: one path each, its body and its answer as the standard form
 * has them, and the errors. The same contract always gives the same bytes.
 */
public final class OpenApi {
  private static final String JSON = "application/json";

  private final Reference reference;
  private final MessageSchemas schemas;

  private OpenApi(Reference reference) {
    this.reference = reference;
    this.schemas = new MessageSchemas(reference.comments());
  }

  /** Writes the document. */
  public static ObjectNode of(Reference reference) {
    return new OpenApi(reference).document();
  }

  /** Writes the document as UTF-8. */
  public static byte[] bytes(Reference reference) {
    return of(reference).toString().getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode document() {
    ObjectNode document = object().put("openapi", "3.1.0");
    document.set("info", OpenApiTexts.info());
    document.putArray("servers").addObject().put("url", "/");
    document.putArray("security").addObject().putArray("bearer");
    document.set("tags", tags());
    ObjectNode paths = document.putObject("paths");
    reference
        .calls()
        .forEach(call -> paths.putObject("/" + call.path()).set("post", operation(call)));
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas.all().set("Error", OpenApiTexts.error()));
    components.set("responses", OpenApiTexts.failures());
    components.set("headers", OpenApiTexts.headers());
    components.set("securitySchemes", OpenApiTexts.security());
    return document;
  }

  private ArrayNode tags() {
    Map<String, String> services = new TreeMap<>();
    reference.calls().stream()
        .map(call -> call.method().rpc().descriptor().getService())
        .forEach(service -> services.put(service.getFullName(), text(service)));
    ArrayNode tags = JsonNodeFactory.instance.arrayNode();
    services.forEach((name, text) -> {
      ObjectNode tag = tags.addObject().put("name", name);
      if (!text.isEmpty()) {
        tag.put("description", text);
      }
    });
    return tags;
  }

  private String text(ServiceDescriptor service) {
    return reference.comments().of(service);
  }

  private ObjectNode operation(ReferenceCall call) {
    ObjectNode operation = object();
    operation.put("operationId", call.path().replaceAll("[./]", "_"));
    operation.put("summary", CallTexts.summary(call));
    operation.put("description", CallTexts.description(call));
    operation.putArray("tags").add(call.service());
    if (call.method().rpc().descriptor().getOptions().getDeprecated()) {
      operation.put("deprecated", true);
    }
    operation.put("x-farmgate-role", call.role());
    operation.put("x-farmgate-exposure", call.exposure());
    operation.put("x-farmgate-embedded", call.isTyped());
    if (!call.aliases().isEmpty()) {
      ArrayNode aliases = operation.putArray("x-farmgate-aliases");
      call.aliases().forEach(alias -> aliases.add("/" + alias));
    }
    operation.set("requestBody", requestBody(call));
    operation.set("responses", responses(call));
    return operation;
  }

  private ObjectNode requestBody(ReferenceCall call) {
    ObjectNode body = object().put("required", false);
    ObjectNode content = body.putObject("content").putObject(JSON);
    content.set("schema", DocumentedSchemas.request(call, schemas));
    ObjectNode examples = content.putObject("examples");
    examples.putObject("contract").set("value", CallTexts.json(call.example()));
    call.documentedExample()
        .ifPresent(
            example -> examples.putObject("documented").set("value", CallTexts.json(example)));
    return body;
  }

  private ObjectNode responses(ReferenceCall call) {
    ObjectNode responses = object();
    ObjectNode ok = responses.putObject("200").put("description", "Done.");
    OpenApiTexts.addHeaders(ok.putObject("headers"));
    ObjectNode answer = schemas.ref(call.response(), Direction.OUT);
    ok.putObject("content").putObject(JSON).set("schema", answerOf(call, answer));
    OpenApiTexts.FAILURES
        .keySet()
        .forEach(
            status -> responses.putObject(status).put("$ref", "#/components/responses/" + status));
    return responses;
  }

  private ObjectNode answerOf(ReferenceCall call, ObjectNode contract) {
    return call.like()
        .map(like -> {
          ObjectNode either = object();
          either
              .putArray("anyOf")
              .add(contract)
              .add(schemas.ref(like.rpc().response(), Direction.OUT));
          return either;
        })
        .orElse(contract);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
