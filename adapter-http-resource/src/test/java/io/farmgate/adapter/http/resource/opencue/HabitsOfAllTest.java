package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each operation of the document has to do as HTTP has it, whatever it is about. */
final class HabitsOfAllTest {
  private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /** Bodies above this are worth a coding. */
  private static final int CODE_ABOVE = 1024;

  private static FullFarm farm;
  private static Gateway gateway;

  @BeforeAll
  static void serve() {
    // Nothing may change between two calls that are compared, not even when a host was seen.
    farm = new FullFarm(30, Clock.fixed(Instant.now(), ZoneOffset.UTC));
    gateway = new Gateway(farm.memory.ports());
    farm.know(gateway.webhooks, "operator");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  static List<Described> operations() {
    return Described.operations();
  }

  /** Those that answer with JSON that a client may keep. */
  static Stream<Described> reads() {
    return operations().stream()
        .filter(one -> one.verb().equals("GET"))
        .filter(one -> type(one).equals("application/json"));
  }

  static Stream<Described> withBody() {
    return operations().stream().filter(one -> one.node().has("requestBody"));
  }

  static Stream<Described> ofOneThing() {
    return operations().stream().filter(one -> !FullFarm.names(one).isEmpty());
  }

  static Stream<String> paths() {
    return operations().stream().map(Described::path).distinct();
  }

  private static String type(Described operation) {
    return operation.node().at("/responses/200/content").fieldNames().hasNext()
        ? operation.node().at("/responses/200/content").fieldNames().next()
        : "application/json";
  }

  private static String role(Described operation) {
    return operation.node().path("x-farmgate-role").asText();
  }

  /** Calls as its role, with a body that the document allows where it takes one. */
  private static Answer call(Described operation, String token, String path, String... headers) {
    JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
    return schema.isMissingNode()
        ? gateway.call(operation.verb(), token, path, headers)
        : gateway.send(
            operation.verb(),
            token,
            path,
            new RandomBySchema(new Random(operation.id().hashCode())).body(schema, false),
            headers);
  }

  /** An error tells the same in the members of the document and of RFC 9457. */
  private static void assertProblem(Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    JsonNode problem = answer.json();
    assertThat(answer.error()).isNotBlank().isEqualTo(problem.path("detail").asText());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText()).isEqualTo("about:blank");
    assertThat(problem.path("title").asText()).isNotBlank().isNotEqualTo("Error");
    assertThat(answer.header("X-Request-Id")).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void otherVerbsShouldBeRefusedWithThoseThatThereAre(String path) {
    Set<String> there = new TreeSet<>();
    operations().stream()
        .filter(one -> one.path().equals(path))
        .forEach(one -> there.add(one.verb()));
    Set<String> allowed = new TreeSet<>(there);
    allowed.add("OPTIONS");
    if (there.contains("GET")) {
      allowed.add("HEAD");
    }
    String real = path.replaceAll("\\{\\w+}", "x");

    for (String verb : VERBS) {
      if (!there.contains(verb)) {
        Answer refused = gateway.call(verb, "admin", real);
        assertProblem(refused, 405);
        assertThat(refused.header("Allow")).isEqualTo(String.join(", ", allowed));
      }
    }
    Answer asked = gateway.call("OPTIONS", "viewer", real, "X-Request-Id", "mine-7");
    assertThat(asked.status()).isEqualTo(204);
    assertThat(asked.header("Allow")).isEqualTo(String.join(", ", allowed));
    assertThat(asked.header("X-Request-Id")).isEqualTo("mine-7");
    assertThat(asked.bytes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nobodyShouldGetInWithoutAToken(Described operation) {
    Answer refused = call(operation, "", farm.path(operation));

    assertProblem(refused, 401);
    assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whoTakesNothingOfItShouldGetNothing(Described operation) {
    Answer refused =
        call(operation, role(operation), farm.path(operation), "Accept", "image/png;q=0.5");

    assertProblem(refused, 406);
    assertThat(refused.error()).contains(type(operation));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aQueryThatNobodyKnowsShouldBeRefused(Described operation) {
    assertProblem(call(operation, role(operation), farm.path(operation) + "?colour=red"), 400);
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void anotherTypeOfBodyShouldBeRefused(Described operation) {
    for (String type : List.of("text/plain", "application/xml", "application/json-seq")) {
      Answer refused =
          gateway.call(
              operation.verb(),
              role(operation),
              farm.path(operation),
              BodyPublishers.ofString("{}"),
              "Content-Type",
              type);
      assertProblem(refused, 415);
    }
  }

  @ParameterizedTest
  @MethodSource("ofOneThing")
  void whatIsNotThereShouldBeNotFound(Described operation) {
    String first = "{" + FullFarm.names(operation).getFirst() + "}";
    Described ofNothing =
        new Described(operation.verb(), operation.path().replace(first, "nix"), operation.node());

    Answer missing = call(operation, role(operation), farm.path(ofNothing));

    assertProblem(missing, 404);
    assertThat(missing.error()).contains("'nix'");
  }

  /** Of several things each has a result of its own. */
  @ParameterizedTest
  @MethodSource("operations")
  void whoMayLessShouldNotDoIt(Described operation) {
    String less = role(operation).equals("admin") ? "operator" : "viewer";
    if (role(operation).equals("viewer")) {
      return;
    }

    Answer refused = call(operation, less, farm.path(operation));

    if (operation.path().startsWith("/api/bulk/")) {
      assertThat(refused.json().path("results").findValuesAsText("success"))
          .isNotEmpty()
          .containsOnly("false");
    } else if (operation.node().has("requestBody")) {
      // Who may not do it may hear first that something named in the body is not there.
      assertThat(refused.status()).as(refused.body()).isIn(400, 403, 404);
    } else {
      assertProblem(refused, 403);
    }
  }

  @ParameterizedTest
  @MethodSource("reads")
  void whatIsReadShouldHaveAHeadATagAndCodings(Described operation) throws IOException {
    String path = farm.path(operation);
    String who = role(operation);
    Answer whole = gateway.call("GET", who, path, "X-Request-Id", "mine-8");
    assertThat(whole.status()).as(whole.body()).isEqualTo(200);
    assertThat(whole.header("X-Request-Id")).isEqualTo("mine-8");
    assertThat(whole.header("Cache-Control")).isEqualTo("private, no-cache");

    Answer head = gateway.call("HEAD", who, path);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.bytes()).isEmpty();
    for (String header : List.of("Content-Type", "Content-Length", "ETag", "Vary")) {
      assertThat(head.header(header)).as(header).isEqualTo(whole.header(header));
    }
    assertTagged(who, path, whole);
    boolean coded = whole.bytes().length > CODE_ABOVE;
    for (String coding : List.of("gzip", "zstd")) {
      Answer smaller = gateway.call("GET", who, path, "Accept-Encoding", coding);
      assertThat(smaller.header("Content-Encoding")).isEqualTo(coded ? coding : "");
      assertThat(decoded(smaller)).isEqualTo(whole.bytes());
      assertTagged(who, path, smaller, "Accept-Encoding", coding);
    }
  }

  private static void assertTagged(String who, String path, Answer answer, String... headers) {
    String tag = answer.header("ETag");
    assertThat(tag).matches("\"[0-9a-f]{32}(-gzip|-zstd)?\"");
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("If-None-Match", tag));
    Answer same = gateway.call("GET", who, path, all.toArray(String[]::new));
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.bytes()).isEmpty();
    assertThat(same.header("ETag")).isNotEmpty();
    assertThat(gateway.call("GET", who, path, "If-None-Match", "\"another\"").status())
        .isEqualTo(200);
  }

  private static byte[] decoded(Answer answer) throws IOException {
    return CheckedAnswers.decoded(answer.header("Content-Encoding"), answer.bytes());
  }

  /** Were the farm all but empty, the above would prove little of codings. */
  @Test
  void theFarmShouldHaveAnswersThatAreWorthACoding() {
    Map<String, Integer> lengths = new TreeMap<>();
    reads().forEach(one -> lengths.put(one.id(), gateway.get(farm.path(one)).bytes().length));

    assertThat(lengths.values().stream().filter(length -> length > CODE_ABOVE).count())
        .as("of %s", lengths)
        .isGreaterThanOrEqualTo(5);
    assertThat(lengths).hasSizeGreaterThan(30);
  }
}
