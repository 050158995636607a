package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What each operation of the document has in common with the others. */
final class DocumentHabitsTest {
  /** But for states, which are words of what is listed, and a log, of which parts are read. */
  @Test
  void aFilterShouldBeTheSameWordEverywhere() {
    Map<String, JsonNode> schemas = new TreeMap<>();
    for (Described one : Described.operations()) {
      for (JsonNode parameter : one.node().path("parameters")) {
        String name = parameter.path("name").asText();
        if (parameter.path("in").asText().equals("query")
            && !List.of("state", "sort", "fields").contains(name)
            && !one.id().equals(FrameLogApi.OPERATION)) {
          assertThat(schemas.computeIfAbsent(name, n -> parameter.path("schema")))
              .as("%s of %s", name, one.id())
              .isEqualTo(parameter.path("schema"));
        }
      }
    }
    assertThat(schemas).containsKeys("show", "job", "layer", "host", "user", "allocation");
  }

  /** So a person can look first and then act. */
  @Test
  void whatIsDoneByAFilterShouldTakeTheFiltersOfTheList() {
    Set<String> acts = new TreeSet<>();
    for (Described one : Described.operations()) {
      Set<String> filters = filters(one);
      String list = one.path().replaceFirst("/\\w+$", "");
      Described.operations().stream()
          .filter(other -> other.verb().equals("GET") && other.path().equals(list))
          .filter(other -> one.verb().equals("POST") && !filters.isEmpty())
          .forEach(other -> {
            acts.add(one.id());
            assertThat(filters).as(one.id()).isEqualTo(filters(other));
          });
    }
    assertThat(acts).contains("retryFrames", "eatLayerFrames", "unbookProcs", "killProcs");
  }

  private static Set<String> filters(Described operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : operation.node().path("parameters")) {
      if (parameter.path("in").asText().equals("query")) {
        names.add(parameter.path("name").asText());
      }
    }
    names.removeAll(Set.of("sort", "fields", "limit", "cursor", "where"));
    return names;
  }

  @Test
  void everyOperationShouldSayWhoMayCallIt() {
    assertThat(Described.operations())
        .allSatisfy(one -> {
          assertThat(one.node().path("x-farmgate-role").asText())
              .isIn(
                  one.verb().equals("GET")
                      // Whom a webhook calls may be a secret.
                      ? List.of(one.path().startsWith("/api/webhook") ? "operator" : "viewer")
                      : List.of("operator", "admin"));
          assertThat(one.node().path("summary").asText()).isNotBlank();
          assertThat(one.node().path("responses").fieldNames())
              .toIterable()
              .contains("400", "401", "403", "404", "501", "default")
              .containsAnyOf("200", "201");
        });
  }
}
