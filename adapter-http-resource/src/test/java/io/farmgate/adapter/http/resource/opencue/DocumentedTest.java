package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our document says all that the one says which people know: {@code documented.tsv} holds its
 * operations, parameters, answers, examples, schemas and members as rows.
 */
final class DocumentedTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SCHEMAS = "#/components/schemas/";

  @Test
  void allOfItShouldBeThere() throws IOException {
    assertThat(rows()).hasSize(80);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRowShouldHold(List<String> row) throws IOException {
    switch (row.getFirst()) {
      case "operation" -> operation(row);
      case "parameter" -> parameter(row);
      case "answer" -> answer(row);
      case "example" -> example(row);
      case "schema" -> assertThat(schema(row.get(1)).path("type").asText()).isEqualTo(row.get(2));
      case "member" -> member(row);
      default -> throw new AssertionError("not a kind of row: " + row);
    }
  }

  private static void operation(List<String> row) {
    JsonNode found =
        Contract.DOCUMENT.path("paths").path(row.get(2)).path(row.get(1).toLowerCase(Locale.ROOT));
    assertThat(found.path("operationId").asText()).isEqualTo(row.get(3));
    assertThat(texts(found.path("tags"))).containsExactly(row.get(4).split(","));
  }

  private static void parameter(List<String> row) throws IOException {
    JsonNode found = sent(row.get(1), row.get(3));
    assertThat(found.path("in").asText()).isEqualTo(row.get(2));
    assertThat(found.path("required").asBoolean()).isEqualTo(row.get(4).equals("required"));
    schema(found.path("schema"), row.get(5), row.get(6));
    assertThat(found.path("example")).isEqualTo(JSON.readTree(row.get(7)));
  }

  private static JsonNode sent(String operation, String name) {
    for (JsonNode parameter : described(operation).path("parameters")) {
      if (parameter.path("name").asText().equals(name)) {
        return parameter;
      }
    }
    throw new AssertionError(operation + " has no parameter " + name);
  }

  private static void answer(List<String> row) {
    assertThat(content(row).at("/schema/$ref").asText()).isEqualTo(SCHEMAS + row.get(3));
  }

  private static void example(List<String> row) throws IOException {
    assertThat(content(row).path("examples").path(row.get(3)).path("value"))
        .isEqualTo(JSON.readTree(row.get(4)));
  }

  private static JsonNode content(List<String> row) {
    JsonNode answer = described(row.get(1)).path("responses").path(row.get(2));
    return Described.resolved(answer).at("/content/application~1json");
  }

  private static void member(List<String> row) throws IOException {
    JsonNode found = schema(row.get(1)).path("properties").path(row.get(2));
    schema(found, row.get(3), row.get(4));
    if (!row.get(5).isEmpty()) {
      assertThat(found.path("example")).isEqualTo(JSON.readTree(row.get(5)));
    }
  }

  private static void schema(JsonNode schema, String type, String words) {
    if (type.startsWith("array of ")) {
      assertThat(schema.path("type").asText()).isEqualTo("array");
      assertThat(schema.at("/items/$ref").asText())
          .isEqualTo(SCHEMAS + type.substring("array of ".length()));
      return;
    }
    assertThat(schema.path("type").asText()).isEqualTo(type);
    assertThat(texts(schema.path("enum")))
        .containsExactly(words.isEmpty() ? new String[0] : words.split(","));
  }

  private static JsonNode schema(String name) {
    return Contract.DOCUMENT.at("/components/schemas/" + name);
  }

  private static JsonNode described(String id) {
    return Described.operations().stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow()
        .node();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  static List<List<String>> rows() throws IOException {
    try (InputStream in = DocumentedTest.class.getResourceAsStream("documented.tsv")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    }
  }
}
