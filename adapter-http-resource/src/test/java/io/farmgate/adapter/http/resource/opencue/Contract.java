package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIContractBuilder;
import io.vertx.openapi.mediatype.ContentAnalyserFactory;
import io.vertx.openapi.mediatype.MediaTypePredicate;
import io.vertx.openapi.mediatype.MediaTypeRegistration;
import io.vertx.openapi.mediatype.MediaTypeRegistry;
import io.vertx.openapi.mediatype.impl.DefaultMediaTypeRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The document, as another's validator reads it. One for all tests: it is costly to load. */
final class Contract {
  static final ObjectNode DOCUMENT = document();

  /** Where the shape of refusals stands that no operation makes. */
  private static final String ANY = "listShows";

  /** The library knows no streams; their events are held to schemas one by one. */
  private static final MediaTypeRegistration EVENT_STREAM =
      new DefaultMediaTypeRegistration(
          MediaTypePredicate.ofExactTypes(EventStream.TYPE), ContentAnalyserFactory.noop());

  private static final Vertx VERTX = Vertx.vertx();
  private static final OpenAPIContract LOADED = load(DOCUMENT);
  private static final Answers CHOSEN = new Answers(LOADED);

  /** Where a client has not chosen members, all that are always told have to be there. */
  private static final Answers WHOLE = new Answers(load(strict()));

  private static final Map<String, Validator> BY_REF = new ConcurrentHashMap<>();

  private Contract() {}

  private static ObjectNode document() {
    try {
      return (ObjectNode) new JsonMapper().readTree(Documents.contract());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode strict() {
    ObjectNode strict = DOCUMENT.deepCopy();
    strict
        .at("/components/schemas")
        .forEach(schema -> {
          if (schema.has("x-farmgate-always")) {
            ((ObjectNode) schema).set("required", schema.get("x-farmgate-always"));
          }
        });
    return strict;
  }

  static OpenAPIContract loaded() {
    return LOADED;
  }

  static Vertx vertx() {
    return VERTX;
  }

  /** Loads a document; fails where it is none by OpenAPI's meta-schema. */
  static OpenAPIContract load(ObjectNode document) {
    try {
      return await(
          new OpenAPIContractBuilder(VERTX)
              .setContract(new JsonObject(document.toString()))
              .mediaTypeRegistry(MediaTypeRegistry.createDefault().register(EVENT_STREAM))
              .build()
              .toCompletionStage()
              .toCompletableFuture());
    } catch (ExecutionException e) {
      throw new AssertionError("the document is not valid", e.getCause());
    }
  }

  /**
   * Says what is wrong with an answer by the document; "" for nothing.
   *
   * @param path without the query
   */
  static String problem(String verb, String path, int status, String contentType, byte[] body) {
    return problem(verb, path, false, status, contentType, body);
  }

  /** As the above; {@code chosen} where the client chose which members it is told. */
  static String problem(
      String verb, String path, boolean chosen, int status, String contentType, byte[] body) {
    String operation = operationId(verb, path).orElse(ANY);
    String problem = (chosen ? CHOSEN : WHOLE).problem(operation, status, contentType, body);
    return problem.isEmpty() ? "" : operation + " " + status + ": " + problem;
  }

  /**
   * Says what is wrong with the status, the type and the headers of an answer; "" for nothing.
   *
   * @param type without parameters; "" for none
   */
  static String headProblem(
      String verb, String path, int status, String type, HttpHeaders headers) {
    String operation = operationId(verb, path).orElse(ANY);
    String problem = CHOSEN.headProblem(operation, status, type, headers);
    return problem.isEmpty() ? "" : operation + " " + status + ": " + problem;
  }

  /** Says what is wrong with an event of the stream; "" for nothing. */
  static String eventProblem(String name, String json) {
    JsonNode schema =
        DOCUMENT.at(
            "/paths/~1api~1events/get/responses/200/content/text~1event-stream/x-farmgate-events/"
                + name);
    String problem =
        name.isEmpty() || schema.isMissingNode()
            ? "not described"
            : problem(schema.path("$ref").asText(), json);
    return problem.isEmpty() ? "" : "event '" + name + "': " + problem;
  }

  /** Says what is wrong with JSON by the schema that a reference leads to; "" for nothing. */
  static String problem(String ref, String json) {
    try {
      OutputUnit found =
          BY_REF.computeIfAbsent(ref, Contract::validator).validate(new JsonObject(json));
      return Boolean.TRUE.equals(found.getValid()) ? "" : found.toJson().encode();
    } catch (DecodeException e) {
      return "no JSON: " + e.getMessage();
    }
  }

  private static Validator validator(String ref) {
    JsonObject schema =
        new JsonObject()
            .put("$ref", ref)
            .put("components", new JsonObject(DOCUMENT.path("components").toString()));
    return Validator.create(
        JsonSchema.of(schema),
        new JsonSchemaOptions()
            .setBaseUri("app://farmgate/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic));
  }

  private static <T> T await(java.util.concurrent.CompletableFuture<T> future)
      throws ExecutionException {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<String> operationId(String verb, String path) {
    ResourcePath taken = ResourcePath.of(path);
    if (taken == null) {
      return Optional.empty();
    }
    List<String> segments = Template.split(taken.rest());
    // A path that is said whole goes before one that a name could stand in, as OpenAPI has it.
    return DOCUMENT.path("paths").properties().stream()
        .filter(place -> place.getValue().has(verb.toLowerCase(Locale.ROOT)))
        .filter(place -> Template.of(place.getKey()).match(segments).isPresent())
        .min(Comparator.comparingLong(place -> Template.of(place.getKey()).varying()))
        .map(place ->
            place.getValue().path(verb.toLowerCase(Locale.ROOT)).path("operationId").asText());
  }
}
