package io.farmgate.adapter.http.rpc.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.adapter.http.rpc.dialect.DocumentedTable;
import io.farmgate.opencue.protocol.RpcMethod;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIContractException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The document is one that OpenAPI's own meta-schema takes, says Vert.x, and has every path that is
 * served, and no other.
 */
final class OpenApiTest {
  private static final ObjectNode DOCUMENT = OpenApi.of(References.builtIn());
  private static Vertx vertx = Vertx.vertx();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void anIndependentValidatorTakesIt() throws Exception {
    OpenAPIContract contract = validated(DOCUMENT);

    assertThat(contract.operations())
        .hasSize(DOCUMENT.path("paths").size())
        .hasSizeGreaterThan(303);
    assertThat(contract.operations())
        .anyMatch(operation -> operation.getOpenAPIPath().equals("/job.JobInterface/GetJobs"));
  }

  @Test
  void theValidatorRefusesWhatIsWrong() {
    ObjectNode noTitle = DOCUMENT.deepCopy();
    ((ObjectNode) noTitle.path("info")).remove("title");
    ObjectNode noAnswers = DOCUMENT.deepCopy();
    noAnswers.withObject("/paths/~1show.ShowInterface~1GetShows/post").put("responses", 1);

    assertThatThrownBy(() -> validated(noTitle)).hasCauseInstanceOf(OpenAPIContractException.class);
    assertThatThrownBy(() -> validated(noAnswers))
        .hasCauseInstanceOf(OpenAPIContractException.class);
  }

  /** The contract validator does not look into schemas; JSON Schema's own meta-schema does. */
  @Test
  void everySchemaIsOneByTheMetaSchema() {
    Validator meta =
        SchemaRepository.create(
                new JsonSchemaOptions()
                    .setBaseUri("app://farmgate/")
                    .setDraft(Draft.DRAFT202012)
                    .setOutputFormat(OutputFormat.Basic))
            .preloadMetaSchema(vertx.fileSystem(), Draft.DRAFT202012)
            .validator(Draft.DRAFT202012.getIdentifier());

    assertThat(meta.validate(new JsonObject().put("type", "objekt")).getValid()).isFalse();
    DOCUMENT
        .at("/components/schemas")
        .properties()
        .forEach(schema ->
            assertThat(meta.validate(new JsonObject(schema.getValue().toString())).getValid())
                .as(schema.getKey())
                .isTrue());
  }

  private static OpenAPIContract validated(ObjectNode document) throws Exception {
    return OpenAPIContract.from(vertx, new JsonObject(document.toString()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  @Test
  void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
    Set<String> refs = new TreeSet<>();
    collectRefs(DOCUMENT, refs);

    assertThat(refs)
        .allSatisfy(ref -> {
          assertThat(ref).startsWith("#/");
          assertThat(DOCUMENT.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
        });
    DOCUMENT
        .at("/components/schemas")
        .fieldNames()
        .forEachRemaining(name -> assertThat(refs).contains("#/components/schemas/" + name));
  }

  private static void collectRefs(JsonNode node, Set<String> refs) {
    if (node.path("$ref").isTextual()) {
      refs.add(node.path("$ref").asText());
    }
    node.forEach(child -> collectRefs(child, refs));
  }

  @Test
  void everyPathThatIsServedIsInIt() {
    Set<String> served = new TreeSet<>();
    References.CATALOGUE.all().stream().map(RpcMethod::fullName).forEach(served::add);
    DocumentedTable.rows().forEach(row -> served.add(row.path()));
    for (Map.Entry<String, String> service : DocumentedTable.services().entrySet()) {
      List<String> contracts = new ArrayList<>(served);
      contracts.stream()
          .filter(path -> path.startsWith(service.getValue() + "/"))
          .forEach(
              path -> served.add(service.getKey() + path.substring(service.getValue().length())));
    }

    assertThat(described(DOCUMENT))
        .containsExactlyInAnyOrderElementsOf(served.stream().map("/"::concat).toList());
  }

  /** The paths of the document, and those that it says are other names of them. */
  static List<String> described(ObjectNode document) {
    List<String> paths = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(path -> {
          paths.add(path.getKey());
          path.getValue()
              .at("/post/x-farmgate-aliases")
              .forEach(alias -> paths.add(alias.asText()));
        });
    return paths;
  }

  @Test
  void everyOperationSaysWhoMayCallItAndHasAnExample() {
    Set<String> ids = new HashSet<>();
    DOCUMENT
        .path("paths")
        .forEach(path -> {
          JsonNode post = path.path("post");
          assertThat(ids.add(post.path("operationId").asText())).isTrue();
          assertThat(post.path("x-farmgate-role").asText()).isIn("viewer", "operator", "admin");
          assertThat(post.path("x-farmgate-exposure").asText()).isIn("open", "closed", "elsewhere");
          assertThat(post.path("summary").asText()).isNotBlank();
          assertThat(
                  post.at("/requestBody/content/application~1json/examples/contract/value")
                      .isObject())
              .isTrue();
          assertThat(post.path("responses").size()).isGreaterThan(8);
        });
  }

  @Test
  void itIsTheSameHoweverOftenItIsWritten() {
    assertThat(OpenApi.bytes(References.builtIn())).isEqualTo(OpenApi.bytes(References.builtIn()));
  }
}
