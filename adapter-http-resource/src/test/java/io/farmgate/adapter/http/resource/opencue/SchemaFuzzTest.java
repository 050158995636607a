package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.DocumentTest.Described;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.Allocation;
import io.farmgate.domain.Commented;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Job;
import io.farmgate.domain.Layer;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.SetupPorts;
import io.farmgate.domain.spec.Specs;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Calls every operation with what its schemas allow and with what they do not. Whatever comes, no
 * answer is a fault, and each fits the document; what the document allows is never told to be a
 * wrong request. {@code farmgate.fuzz.calls} and {@code farmgate.fuzz.seed} change how long and
 * what.
 */
final class SchemaFuzzTest {
  private static final int CALLS = Integer.getInteger("farmgate.fuzz.calls", 20_000);

  /** Then the farm is full of jobs, and to list them is most of what a call costs. */
  private static final int CALLS_A_FARM = 1_000;

  private static final long SEED = Long.getLong("farmgate.fuzz.seed", 20_261_125L);

  private final Random random = new Random(SEED);
  private final RandomBySchema values = new RandomBySchema(random);
  private InMemoryFarm memory;
  private Gateway gateway;
  private final Map<String, List<String>> known = new HashMap<>();

  @BeforeEach
  void fill() {
    memory = new InMemoryFarm(Clock.systemUTC());
    gateway =
        new Gateway(
            memory.ports(), new FrameLogApi.Pace(Duration.ofMillis(5), Duration.ofMillis(10)));
    memory.ports().shows().create("fuzz_show");
    Job job =
        memory
            .ports()
            .submissions()
            .launch(
                Specs.submission(
                    "fuzz_show",
                    Specs.job(
                        "fuzz",
                        Specs.layer("comp", "1-5", "until never"),
                        Specs.layer("post", "1", "until never"))))
            .getFirst();
    memory.tick();
    known.put("show_id", List.of("fuzz_show", "show-fuzz_show"));
    known.put("job_id", List.of(job.id().value(), job.name()));
    known.put("layer_id", List.of(memory.ports().layers().ofJob(job.id()).getFirst().id().value()));
    known.put(
        "frame_id",
        memory.ports().frames().list(FrameQuery.of(job.id())).stream()
            .map(frame -> frame.id().value())
            .toList());
    fillSetup(job);
    known.put("host_id", List.of(memory.ports().hosts().all().getFirst().name()));
    known.put(
        "comment_id",
        List.of(
            memory
                .ports()
                .work()
                .comments()
                .add(Commented.of(job.id()), "ada", "Noise", "")
                .id()
                .value()));
    known.put(
        "group_id",
        List.of(
            memory
                .ports()
                .groups()
                .ofShow(memory.ports().shows().byName("fuzz_show").orElseThrow().id())
                .getFirst()
                .id()
                .value()));
  }

  /** So many of what can be deleted that some are left when it is read. */
  private void fillSetup(Job job) {
    SetupPorts setup = memory.ports().setup();
    ShowId show = memory.ports().shows().byName("fuzz_show").orElseThrow().id();
    String facility = setup.allocations().standard().facility();
    List<String> limits = new ArrayList<>();
    List<String> allocations = new ArrayList<>();
    List<String> subscriptions = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      limits.add(setup.limits().create("limit_" + i, i).name());
      Allocation allocation = setup.allocations().create(facility, "pool_" + i, "pool_" + i);
      allocations.add(allocation.id().value());
      subscriptions.add(
          setup.subscriptions().create(show, allocation.id(), Cores.ONE, Cores.ONE).id().value());
    }
    known.put("limit_id", limits);
    known.put("allocation_id", allocations);
    known.put("subscription_id", subscriptions);
    known.put("service_id", List.of("default"));
    known.put("filter_id", List.of(setup.filters().create(show, "fuzz_filter").id().value()));
    List<Layer> layers = memory.ports().layers().ofJob(job.id());
    known.put(
        "depend_id",
        List.of(
            memory
                .ports()
                .work()
                .dependencies()
                .create(WorkRef.of(layers.getLast().id()), WorkRef.of(layers.getFirst().id()))
                .id()
                .value()));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void noCallShouldEndInAFaultOrOutsideOfTheDocument() {
    List<Described> operations = DocumentTest.operations();
    Map<Integer, Integer> statuses = new TreeMap<>();
    Map<String, Integer> done = new TreeMap<>();
    for (int i = 0; i < CALLS; i++) {
      if (i > 0 && i % CALLS_A_FARM == 0) {
        stop();
        fill();
      }
      Described operation = operations.get(i % operations.size());
      Answer answer = call(operation);
      statuses.merge(answer.status(), 1, Integer::sum);
      if (answer.status() < 300) {
        done.merge(operation.id(), 1, Integer::sum);
      }
    }

    assertThat(statuses).containsKeys(200, 400, 403, 404, 406, 415).doesNotContainKey(500);
    // A fuzzer that only ever fails would prove little.
    assertThat(done.keySet())
        .containsAll(
            operations.stream()
                .filter(operation -> operation.verb().equals("GET"))
                .map(Described::id)
                .filter(id -> !id.equals("getOwner") && !id.equals("getProc"))
                .toList());
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
                encoded(values.query(parameter.path("schema"), parameter.path("example"), wild)));
      }
    }
    if (wild && random.nextInt(4) == 0) {
      query.append(query.isEmpty() ? '?' : '&').append(encoded(values.text())).append("=1");
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
        .as("%s %s %s: %s (seed %d)", operation.verb(), target, body, answer.body(), SEED)
        .isNotEqualTo(500);
    if (!wild && operation.verb().equals("GET")) {
      assertThat(answer.status())
          .as("%s is as the document says: %s", target, answer.body())
          .isNotEqualTo(400);
    }
    return answer;
  }

  private String segment(String name) {
    List<String> there = known.getOrDefault(name, List.of());
    return there.isEmpty() || random.nextInt(4) == 0
        ? encoded(values.segment())
        : encoded(there.get(random.nextInt(there.size())));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
