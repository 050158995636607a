package io.farmgate.adapter.http.rpc.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.adapter.http.rpc.method.Method;
import io.farmgate.opencue.transcode.JsonInputException;
import io.farmgate.opencue.transcode.WireBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the schemas say is what the transcoder does: of every method, with random JSON. */
final class SchemasFitTest {
  private static final int ROUNDS = Integer.getInteger("farmgate.schema.rounds", 12);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Reference REFERENCE = References.builtIn();
  private static final ObjectNode DOCUMENT = OpenApi.of(REFERENCE);

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void whatTheTranscoderTakesTheSchemaTakes() throws JsonInputException {
    Schemas schemas = new Schemas(DOCUMENT);
    RandomJson bodies = new RandomJson(random);
    for (ReferenceCall call : REFERENCE.calls()) {
      for (int i = 0; i < ROUNDS; i++) {
        ObjectNode body = bodies.of(call.request());
        WireBody wire = read(call.method(), body);

        assertThat(wire.ignoredCount()).as(about(call, body)).isZero();
        assertThat(schemas.problem(requestOf(call), body)).as(about(call, body)).isEmpty();
      }
    }
  }

  @Test
  void whatTheTranscoderRefusesTheSchemaRefuses() {
    Schemas schemas = new Schemas(DOCUMENT);
    RandomJson bodies = new RandomJson(random);
    int refused = 0;
    for (ReferenceCall call : REFERENCE.calls()) {
      for (int i = 0; i < ROUNDS; i++) {
        ObjectNode body = bodies.spoilt(bodies.of(call.request()));
        boolean taken;
        try {
          if (read(call.method(), body).ignoredCount() > 0) {
            // An enum's unknown name, or a member that is not one: passed over, not refused.
            continue;
          }
          taken = true;
        } catch (JsonInputException e) {
          taken = false;
          refused++;
        }
        String problem =
            schemas.problem(
                "/components/schemas/" + Direction.IN.component(call.request().getFullName()),
                body);
        assertThat(problem.isEmpty()).as(about(call, body) + "\n" + problem).isEqualTo(taken);
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS * 50);
  }

  @Test
  void everyAnswerFitsItsSchemaAndHasNoMemberBesideIt() throws IOException {
    Schemas schemas = new Schemas(closed());
    RandomAnswer answers = new RandomAnswer(random);
    for (ReferenceCall call : REFERENCE.calls()) {
      for (int i = 0; i < ROUNDS; i++) {
        byte[] wire = answers.of(call.response()).toByteArray();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        call.method()
            .standard()
            .write(
                wire,
                0,
                wire.length,
                (chunk, offset, length, last) -> json.write(chunk, offset, length));
        JsonNode answer = JSON.readTree(json.toByteArray());

        assertThat(schemas.problem(responseOf(call), answer)).as(about(call, answer)).isEmpty();
      }
    }
  }

  @Test
  void theExamplesFit() throws IOException {
    Schemas schemas = new Schemas(DOCUMENT);
    for (ReferenceCall call : REFERENCE.calls()) {
      JsonNode example = JSON.readTree(call.example());
      assertThat(schemas.problem(requestOf(call), example)).as(call.path()).isEmpty();
      if (call.documentedExample().isPresent()) {
        JsonNode documented = JSON.readTree(call.documentedExample().get());
        assertThat(schemas.problem(requestOf(call), documented)).as(call.path()).isEmpty();
      }
    }
  }

  private String about(ReferenceCall call, JsonNode json) {
    return call.path() + " with seed " + seed + ": " + json;
  }

  private static WireBody read(Method method, JsonNode body) throws JsonInputException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return method.input().read(bytes, 0, bytes.length);
  }

  private static String requestOf(ReferenceCall call) {
    return post(call) + "/requestBody/content/application~1json/schema";
  }

  private static String responseOf(ReferenceCall call) {
    return post(call) + "/responses/200/content/application~1json/schema";
  }

  private static String post(ReferenceCall call) {
    return "/paths/~1" + call.path().replace("/", "~1") + "/post";
  }

  /** The document with answers that may have no further members. */
  private static ObjectNode closed() {
    ObjectNode closed = DOCUMENT.deepCopy();
    closed
        .at("/components/schemas")
        .properties()
        .forEach(schema -> {
          boolean isAnswer = schema.getKey().startsWith("out.");
          if (isAnswer && schema.getValue().path("type").asText().equals("object")) {
            ((ObjectNode) schema.getValue()).put("additionalProperties", false);
          }
        });
    return closed;
  }
}
