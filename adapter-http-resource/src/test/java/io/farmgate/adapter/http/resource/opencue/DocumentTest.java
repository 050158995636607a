package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ManageWebhooks;
import io.farmgate.application.SubmitWork;
import io.farmgate.application.WatchFarm;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document is valid, says what is served and nothing else, and each of its examples fits. */
final class DocumentTest {
  private static final ObjectNode DOCUMENT = Contract.DOCUMENT;

  @Test
  void anIndependentValidatorShouldTakeIt() {
    assertThat(Contract.loaded().operations()).hasSameSizeAs(Described.operations());
  }

  @Test
  void theValidatorShouldRefuseWhatIsWrong() {
    ObjectNode noTitle = DOCUMENT.deepCopy();
    ((ObjectNode) noTitle.path("info")).remove("title");

    assertThatThrownBy(() -> Contract.load(noTitle)).isInstanceOf(AssertionError.class);
  }

  @Test
  void theValidatorShouldRefuseAnAnswerThatDoesNotFit() {
    for (String[] answer :
        new String[][] {
          {"/api/show", "{\"shows\":[{}]}"},
          {"/api/show", "{}"},
          {"/api/job/x", "{\"id\":\"x\"}"},
          {"/api/host", "{\"hosts\":[{\"id\":1}]}"}
        }) {
      assertThat(
              Contract.problem(
                  "GET",
                  answer[0],
                  200,
                  "application/json",
                  answer[1].getBytes(StandardCharsets.UTF_8)))
          .as(answer[1])
          .isNotEmpty();
    }
    assertThat(
            Contract.problem(
                "GET",
                "/api/show",
                404,
                "application/json",
                "{\"code\":1}".getBytes(StandardCharsets.UTF_8)))
        .isNotEmpty();
  }

  /** The contract validator does not look into schemas; JSON Schema's own meta-schema does. */
  @Test
  void everySchemaShouldBeOneByTheMetaSchema() {
    Validator meta =
        SchemaRepository.create(
                new JsonSchemaOptions()
                    .setBaseUri("app://farmgate/")
                    .setDraft(Draft.DRAFT202012)
                    .setOutputFormat(OutputFormat.Basic))
            .preloadMetaSchema(Contract.vertx().fileSystem(), Draft.DRAFT202012)
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

  @Test
  void itShouldDescribeWhatIsServedAndNothingElse() {
    List<String> described = new ArrayList<>();
    Described.operations()
        .forEach(one -> {
          List<String> query = new ArrayList<>();
          one.node()
              .path("parameters")
              .forEach(parameter -> {
                JsonNode real = Described.resolved(parameter);
                if (real.path("in").asText().equals("query")) {
                  query.add(real.path("name").asText());
                }
              });
          described.add(row(one.id(), one.verb(), one.path(), query));
        });

    List<String> rows =
        new ArrayList<>(
            served().stream()
                .map(operation ->
                    row(
                        operation.id(),
                        operation.verb(),
                        operation.template().text(),
                        operation.query().stream().map(Parameter::name).toList()))
                .toList());
    rows.add(
        row(
            FrameLogApi.OPERATION,
            "GET",
            FrameLogApi.TEMPLATE.text(),
            FrameLogHandler.PARAMETERS.stream().map(Parameter::name).toList()));
    assertThat(rows).containsExactlyInAnyOrderElementsOf(described);
  }

  private static String row(String id, String verb, String path, List<String> query) {
    return id + " " + verb + " " + path + " " + query;
  }

  static List<Operation> served() {
    AccessPolicy policy = new AccessPolicy();
    return OpenCueResourceApi.served(
        new OpenCueResourceConfig("gate1", 77, false),
        new BrowseFarm(policy),
        new ControlFarm(policy),
        new SubmitWork(policy),
        new WatchFarm(policy, WatchFarm.Settings.DEFAULT),
        new ManageWebhooks(policy, Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aShapeShouldHaveTheMembersOfItsSchema(Shape<?> shape) {
    List<String> members = new ArrayList<>();
    DOCUMENT
        .at("/components/schemas/" + shape.schema() + "/properties")
        .fieldNames()
        .forEachRemaining(members::add);

    assertThat(shape.members().stream().map(Shape.Member::name)).containsExactlyElementsOf(members);
    for (JsonNode required : DOCUMENT.at("/components/schemas/" + shape.schema() + "/required")) {
      assertThat(members).contains(required.asText());
    }
  }

  static List<Shape<?>> shapes() {
    return List.of(
        Shapes.SHOW,
        Shapes.JOB,
        Shapes.LAYER,
        Shapes.FRAME,
        FarmShapes.HOST,
        FarmShapes.GROUP,
        FarmShapes.OWNER,
        FarmShapes.PROC,
        DependOperations.DEPEND,
        CommentOperations.COMMENT,
        WebhookOperations.WEBHOOK,
        WebhookOperations.CREATED,
        WebhookOperations.DELIVERY,
        SetupShapes.ALLOCATION,
        SetupShapes.SUBSCRIPTION,
        SetupShapes.LIMIT,
        SetupShapes.SERVICE,
        SetupShapes.OVERRIDE,
        SetupShapes.FACILITY,
        SetupShapes.FILTER,
        SetupShapes.MATCHER,
        SetupShapes.ACTION,
        Bulk.RESULT);
  }

  @Test
  void everyExampleOfAnAnswerShouldFitItsSchema() {
    int seen = 0;
    for (Described one : Described.operations()) {
      for (var answer : one.node().path("responses").properties()) {
        for (JsonNode example :
            Described.resolved(answer.getValue()).at("/content/application~1json/examples")) {
          seen++;
          assertThat(
                  Contract.problem(
                      one.verb(),
                      one.path().replaceAll("\\{\\w+}", "x"),
                      Integer.parseInt(answer.getKey()),
                      "application/json",
                      example.path("value").toString().getBytes(StandardCharsets.UTF_8)))
              .as(one.id())
              .isEmpty();
        }
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(5);
  }

  @Test
  void everyReferenceShouldLeadSomewhereAndEveryComponentBeUsed() {
    Set<String> refs = new TreeSet<>();
    collect(DOCUMENT, refs);

    assertThat(refs)
        .allSatisfy(ref -> {
          assertThat(ref).startsWith("#/");
          assertThat(DOCUMENT.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
        });
    for (String kind : List.of("schemas", "responses")) {
      DOCUMENT
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(name -> assertThat(refs).contains("#/components/" + kind + "/" + name));
    }
  }

  private static void collect(JsonNode node, Set<String> refs) {
    if (node.path("$ref").isTextual()) {
      refs.add(node.path("$ref").asText());
    }
    node.forEach(child -> collect(child, refs));
  }
}
