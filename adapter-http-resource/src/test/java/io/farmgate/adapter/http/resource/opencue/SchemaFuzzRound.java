package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Some calls of {@link SchemaFuzzTest} on a farm of their own. */
final class SchemaFuzzRound {
  /** How often each status came. */
  final Map<Integer, Integer> statuses = new TreeMap<>();

  /** Which operations did what they were asked for once at least. */
  final Set<String> done = new TreeSet<>();

  private final List<Described> operations;
  private final long seed;
  private final Random random;
  private final RandomBySchema values;
  private final FullFarm farm = new FullFarm(100, Clock.systemUTC());
  private final Gateway gateway =
      new Gateway(
          farm.memory.ports(), new FrameLogApi.Pace(Duration.ofMillis(5), Duration.ofMillis(10)));

  SchemaFuzzRound(List<Described> operations, long seed) {
    this.operations = operations;
    this.seed = seed;
    this.random = new Random(seed);
    this.values = new RandomBySchema(random);
    farm.know(gateway.webhooks, "operator");
  }

  /** Makes calls of the operations in turn, beginning with one of them. */
  void run(int first, int count) {
    try (gateway) {
      for (int i = first; i < first + count; i++) {
        Described operation = operations.get(i % operations.size());
        Answer answer = call(operation);
        statuses.merge(answer.status(), 1, Integer::sum);
        if (answer.status() < 300) {
          done.add(operation.id());
        }
      }
    }
  }

  private Answer call(Described operation) {
    boolean wild = random.nextInt(3) == 0;
    StringBuilder path = new StringBuilder(operation.path());
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.node().path("parameters")) {
      String name = parameter.path("name").asText();
      if (parameter.path("in").asText().equals("path")) {
        int at = path.indexOf("{" + name + "}");
        path.replace(at, at + name.length() + 2, segment(name));
      } else if (parameter.path("in").asText().equals("query")
          && random.nextBoolean()
          // What only the gateway can make.
          && (wild || !parameter.at("/schema/x-farmgate-opaque").asBoolean())) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(name)
            .append('=')
            .append(
                FullFarm.encoded(
                    values.query(parameter.path("schema"), parameter.path("example"), wild)));
      }
    }
    if (wild && random.nextInt(4) == 0) {
      query
          .append(query.isEmpty() ? '?' : '&')
          .append(FullFarm.encoded(values.text()))
          .append("=1");
    }
    JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
    String body = schema.isMissingNode() ? "" : values.body(schema, wild);
    List<String> headers = new ArrayList<>();
    if (!body.isEmpty() || random.nextInt(10) == 0) {
      headers.addAll(
          List.of(
              "Content-Type", wild && random.nextInt(5) == 0 ? "text/plain" : "application/json"));
    }
    if (wild && random.nextInt(10) == 0) {
      headers.addAll(List.of("Accept", "text/html"));
    }
    String token = List.of("viewer", "operator", "admin", "admin").get(random.nextInt(4));
    String target = (random.nextInt(10) == 0 ? "/farms/local" : "") + path + query;
    Answer answer =
        gateway.call(
            operation.verb(),
            token,
            target,
            BodyPublishers.ofString(body),
            headers.toArray(String[]::new));
    assertThat(answer.status())
        .as("%s %s %s: %s (seed %d)", operation.verb(), target, body, answer.body(), seed)
        .isNotEqualTo(500);
    if (!wild && operation.verb().equals("GET")) {
      assertThat(answer.status())
          .as("%s is as the document says: %s", target, answer.body())
          .isNotEqualTo(400);
    }
    return answer;
  }

  private String segment(String name) {
    List<String> there = farm.known.getOrDefault(name, List.of());
    return there.isEmpty() || random.nextInt(4) == 0
        ? FullFarm.encoded(values.segment())
        : FullFarm.encoded(there.get(random.nextInt(there.size())));
  }
}
