package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.Job;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.spec.Specs;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not depend on the farm: verbs, headers, tokens, queries. */
final class HttpHabitsTest {
  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final Farm farm =
      new Farm("local", "farm in memory", Optional.of(memory.ports()), Optional.empty());
  private final Gateway gateway = new Gateway(false, farm);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/show,      'GET, HEAD, OPTIONS'",
    "/api/job/x,     'DELETE, GET, HEAD, OPTIONS, PATCH'",
    "/api/host,      'GET, HEAD, OPTIONS'"
  })
  void otherVerbsShouldBeRefusedWithThoseThatThereAre(String path, String allowed) {
    Answer refused = gateway.call("PUT", "viewer", path);

    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).isEqualTo(allowed);
    assertThat(refused.error()).contains("PUT", allowed);
    Answer asked = gateway.call("OPTIONS", "viewer", path);
    assertThat(asked.status()).isEqualTo(204);
    assertThat(asked.header("Allow")).isEqualTo(allowed);
    assertThat(asked.bytes()).isEmpty();
  }

  @Test
  void everyCallShouldBeRecordedWithItsEnd() {
    gateway.get("/api/show");
    gateway.call("DELETE", "operator", "/api/job/no-such-job");

    assertThat(gateway.records).containsExactly("viewer listShows", "operator killJob NotFound");
  }

  @Test
  void aHeadShouldBeTheSameWithoutTheBody() {
    Answer whole = gateway.get("/api/host");
    Answer head = gateway.call("HEAD", "viewer", "/api/host");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.bytes()).isEmpty();
    assertThat(head.header("Content-Length")).isEqualTo(whole.header("Content-Length"));
    assertThat(gateway.call("HEAD", "viewer", "/api/job/x").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "*/*", "text/html, application/*;q=0.1", "*/*;q=0.5"})
  void whoTakesJsonShouldGetIt(String accept) {
    assertThat(gateway.get("/api/show", "Accept", accept).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "application/json;q=0", "application/json; q=0.000, */*", "nonsense"})
  void whoTakesNoJsonShouldGetNothingDone(String accept) {
    Answer refused = gateway.call("DELETE", "operator", "/api/job/x", "Accept", accept);

    assertThat(refused.status()).isEqualTo(406);
    assertThat(refused.error()).contains("Accept", "application/json");
  }

  @Test
  void aBodyShouldBeJson() {
    String job = "{\"show\":\"s\",\"shot\":\"sh1\",\"jobs\":[]}";
    for (String type : new String[] {"text/xml", "application/json; charset=latin1", ""}) {
      String[] header = type.isEmpty() ? new String[0] : new String[] {"Content-Type", type};
      Answer refused =
          gateway.call("POST", "operator", "/api/job", BodyPublishers.ofString(job), header);
      assertThat(refused.status()).as(type).isEqualTo(415);
      assertThat(refused.error()).contains("application/json");
    }
    assertThat(
            gateway
                .call(
                    "POST",
                    "operator",
                    "/api/job",
                    BodyPublishers.ofString(job),
                    "Content-Type",
                    "application/json; charset=UTF-8")
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/job             | ''                   | body: missing (expected: a JSON object)
          /api/job             | []                   | body: something else (expected: a JSON object)
          /api/job             | {                    | body: no JSON at line 1, column 2
          /api/job             | {"show":1,"show":2}  | body: no JSON at line 1, column 17
          /api/job             | {} {}                | body: no JSON at line 1, column 4
          /api/job/x/pause     | {}                   | body: 2 bytes (expected: none)
          /api/bulk/job        | {}                   | body: 2 problems: action: missing (expected: one of [pause, resume, kill]); ids: 0 of them
          /api/bulk/job        | {"action":"eat","ids":["a"]} | action: 'eat' (expected: one of [pause, resume, kill])
          /api/bulk/job        | {"action":"kill","ids":["a"],"id":1} | 'id': no such member (expected: one of [action, ids])
          """)
  void aBodyThatIsWrongShouldBeToldWhere(String path, String body, String error) {
    Answer refused = gateway.send("POST", "operator", path, body, "X-Request-Id", "id-1");

    assertThat(refused.status()).as(refused.body()).isIn(400, 415);
    if (!body.isEmpty()) {
      assertThat(refused.error()).startsWith(error);
    }
  }

  @Test
  void aPromiseThatIsNotKeptShouldNotBeTaken() {
    Answer refused = gateway.send("PATCH", "operator", "/api/job/x", "{}", "Idempotency-Key", "k1");

    assertThat(refused.status()).isEqualTo(501);
    assertThat(refused.error()).contains("Idempotency-Key");
  }

  @Test
  void aQueryParameterThatNobodyKnowsShouldBeRefused() {
    assertThat(gateway.get("/api/host?sate=UP").error())
        .isEqualTo(
            "'sate': no such query parameter (expected: state, name, allocation, tag, lock, fields, sort, limit,"
                + " cursor)");
    assertThat(gateway.get("/api/show?a&b=1").error())
        .isEqualTo(
            "query: 2 problems: 'a': no such query parameter (expected: fields, sort, limit, cursor);"
                + " 'b': no such query parameter (expected: fields, sort, limit, cursor)");
    assertThat(gateway.get("/api/host?state=UP&state=DOWN").error())
        .isEqualTo("state: given 2 times (expected: once)");
    assertThat(gateway.get("/api/host?state").status()).isEqualTo(400);
    assertThat(gateway.get("/api/host?").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%2B5", "%D9%A3", "1e3", "5.0", "%205", "99999999999999999999", "-", ""})
  void aNumberShouldBeWrittenAsInJson(String number) {
    assertThat(gateway.get("/api/job?limit=" + number).error())
        .endsWith("(expected: a whole number from 1 to 1000)");
    assertThat(gateway.get("/api/job?limit=5").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api/nix",
        "/api/show/",
        "/api/job//layer",
        "/api/job/a%2fb",
        "/api/job/x/layers",
        "/farms/local/api"
      })
  void aPathThatIsNotThereShouldBeToldInTheSameForm(String path) {
    Answer answer = gateway.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error()).startsWith("there is no path");
  }

  @Test
  void pathsNearByShouldBeNamed() {
    assertThat(gateway.get("/api/job/x/layers").error())
        .isEqualTo(
            "there is no path '/api/job/x/layers'; the nearest known: /api/job/{job_id}/layer,"
                + " /api/job/{job_id}/frame, /api/job/{job_id}/pause");
  }

  @ParameterizedTest
  @CsvSource({
    "'',      GET,    /api/show,             401",
    "expired, GET,    /api/show,             403",
    "'',      DELETE, /api/job/x,            401",
    "'',      GET,    /api/nix,              401",
    "'',      GET,    /openapi/opencue.json, 401",
    "expired, GET,    /openapi/opencue.json, 403"
  })
  void nobodyShouldBeLetInWithoutAToken(String token, String verb, String path, int status) {
    Answer answer = gateway.call(verb, token, path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error()).isNotBlank();
    assertThat(answer.header("WWW-Authenticate")).isEqualTo(status == 401 ? "Bearer" : "");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,     /api/show,             200",
    "HEAD,    /api/show,             200",
    "OPTIONS, /api/job/x,            204",
    "GET,     /farms/local/api/show, 200",
    "GET,     /openapi/opencue.json, 200",
    "DELETE,  /api/job/x,            401",
    "PUT,     /api/show,             401",
    "GET,     /api/nix,              401"
  })
  void anOperatorShouldOpenWhatReadsAndNothingElse(String verb, String path, int status) {
    try (Gateway open = new Gateway(true, farm)) {
      assertThat(open.call(verb, "", path).status()).isEqualTo(status);
      assertThat(open.call("GET", "expired", "/api/show").status()).isEqualTo(403);
    }
  }

  @Test
  void aFarmWithoutPortsShouldSaySo() {
    try (Gateway bare =
        new Gateway(false, new Farm("far", "OpenCue farm", Optional.empty(), Optional.empty()))) {
      Answer answer = bare.get("/api/show");

      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.error()).contains("'far'");
    }
  }

  @Test
  void aLongListShouldComeWhole() throws IOException {
    memory.ports().shows().create("long_show");
    String job =
        memory
            .ports()
            .submissions()
            .launch(
                Specs.submission(
                    "long_show",
                    Specs.withPaused(
                        Specs.job("long", Specs.layer("comp", "1-2500", "true")), true)))
            .getFirst()
            .name();
    String path = "/api/job/" + job + "/frame";

    Answer answer = gateway.get(path);

    assertThat(answer.header("Content-Length")).isEmpty();
    assertThat(answer.json().path("frames").findValuesAsText("number"))
        .isEqualTo(IntStream.rangeClosed(1, 2500).mapToObj(String::valueOf).toList());
    Answer zipped = gateway.get(path, "Accept-Encoding", "gzip");
    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(CheckedAnswers.decoded("gzip", zipped.bytes())).isEqualTo(answer.bytes());
    Answer zstd = gateway.get(path, "Accept-Encoding", "gzip;q=0.5, zstd");
    assertThat(zstd.header("Content-Encoding")).isEqualTo("zstd");
    assertThat(zstd.headers().allValues("Vary")).contains("Accept-Encoding");
    assertThat(CheckedAnswers.decoded("zstd", zstd.bytes())).isEqualTo(answer.bytes());
    assertThat(zstd.bytes().length).isLessThan(answer.bytes().length / 10);
    assertThat(gateway.call("HEAD", "viewer", path).bytes()).isEmpty();
    Answer page = gateway.get(path + "?limit=1000", "Accept-Encoding", "zstd");
    assertThat(page.header("ETag")).matches("\"[0-9a-f]{32}-zstd\"");
    assertThat(page.header("Link")).isNotEmpty();
  }

  @Test
  void anErrorShouldBeAProblemToo() {
    JsonNode problem = gateway.get("/api/show?a&b=1").json();

    assertThat(problem.path("type").asText()).isEqualTo("about:blank");
    assertThat(problem.path("title").asText()).isEqualTo("Bad Request");
    assertThat(problem.path("status").asInt()).isEqualTo(400);
    assertThat(problem.path("detail")).isEqualTo(problem.path("error"));
    assertThat(problem.path("violations")).hasSize(2);
    assertThat(problem.at("/violations/1/where").asText()).isEqualTo("'b'");
    assertThat(gateway.call("PUT", "viewer", "/api/show").json().path("title").asText())
        .isEqualTo("Method Not Allowed");
  }

  @Test
  void aCopyThatIsStillTheSameShouldNotBeSentAgain() {
    Answer first = gateway.get("/api/show");
    String tag = first.header("ETag");

    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    Answer same = gateway.get("/api/show", "If-None-Match", tag);
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.bytes()).isEmpty();
    memory.ports().shows().create("another_show");
    Answer changed = gateway.get("/api/show", "If-None-Match", tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
  }

  @Test
  void aChangeOfWhatSomebodyElseHasChangedShouldNotBeMade() {
    memory.ports().shows().create("tagged");
    String path = "/api/job/" + launch("tagged", "one").name();
    String seen = gateway.get(path).header("ETag");
    String changed = "{\"priority\":7}";

    assertThat(patch(path, changed, "If-Match", "\"other\", " + seen).status()).isEqualTo(200);
    Answer late = patch(path, "{\"priority\":8}", "If-Match", seen);
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.error()).startsWith("If-Match").endsWith("nothing was done)");
    assertThat(gateway.call("DELETE", "operator", path, "If-Match", "W/" + tag(path)).status())
        .as("a weak tag says nothing of the bytes")
        .isEqualTo(412);
    assertThat(patch(path, changed, "If-None-Match", "*").status()).isEqualTo(412);
    assertThat(patch(path, changed, "If-None-Match", tag(path)).status()).isEqualTo(412);
    assertThat(gateway.get(path).json().path("priority").asInt()).isEqualTo(7);

    assertThat(patch(path, changed, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    String zipped = tag(path).replaceFirst("\"$", "-zstd\"");
    assertThat(patch(path, changed, "If-Match", zipped).status()).isEqualTo(200);
    assertThat(patch(path, changed, "If-Match", "*").status()).isEqualTo(200);
    assertThat(patch("/api/job/nix", changed, "If-Match", seen).status()).isEqualTo(404);
    assertThat(gateway.call("DELETE", "operator", path, "If-Match", tag(path)).status())
        .isEqualTo(200);
  }

  private Answer patch(String path, String body, String... headers) {
    return gateway.send("PATCH", "operator", path, body, headers);
  }

  private String tag(String path) {
    return gateway.get(path).header("ETag");
  }

  private Job launch(String show, String name) {
    return memory
        .ports()
        .submissions()
        .launch(
            Specs.submission(
                show, Specs.withPaused(Specs.job(name, Specs.layer("comp", "1", "true")), true)))
        .getFirst();
  }

  @Test
  void aReadOfWhatHasChangedShouldBeRefusedToWhoWantsTheOther() {
    assertThat(gateway.get("/api/show", "If-Match", tag("/api/show")).status()).isEqualTo(200);
    assertThat(gateway.get("/api/show", "If-Match", "\"other\"").status()).isEqualTo(412);
    assertThat(gateway.call("HEAD", "viewer", "/api/show", "If-Match", "\"other\"").status())
        .isEqualTo(412);
  }

  @Test
  void whoTakesGzipShouldGetWhatIsWorthIt() throws IOException {
    for (int i = 0; i < 20; i++) {
      memory.ports().shows().create("show_" + i);
    }
    Answer plain = gateway.get("/api/show");
    Answer zipped = gateway.get("/api/show", "Accept-Encoding", "gzip");

    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(zipped.headers().allValues("Vary")).contains("Accept-Encoding");
    assertThat(zipped.header("ETag")).isNotEqualTo(plain.header("ETag"));
    assertThat(CheckedAnswers.decoded("gzip", zipped.bytes())).isEqualTo(plain.bytes());
    assertThat(gateway.get("/api/host", "Accept-Encoding", "gzip").header("Content-Encoding"))
        .isEmpty();
    assertThat(gateway.get("/api/job/nix", "Accept-Encoding", "gzip").status()).isEqualTo(404);
  }

  @Test
  void anAnswerShouldNotBeKeptForOthers() {
    assertThat(gateway.get("/api/show").header("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(gateway.get("/api/show", "X-Request-Id", "mine-1").header("X-Request-Id"))
        .isEqualTo("mine-1");
  }

  @Test
  void everyFailureShouldHaveItsStatus() {
    // The form is asked directly: a farm that fails in all these ways would be a mock.
    var form = new ResourceFailures();
    for (Object[] row : FAILURES) {
      var rendered = form.render((FarmFailure) row[0], "id-1", 403);
      assertThat(rendered.status()).as(rendered.body()).isEqualTo(row[1]);
      assertThat(
              Contract.problem(
                  "GET",
                  "/api/show",
                  rendered.status(),
                  "application/json",
                  rendered.body().getBytes(StandardCharsets.UTF_8)))
          .isEmpty();
      assertThat(new FarmException((FarmFailure) row[0]).getMessage()).isNotNull();
    }
  }

  private static final Object[][] FAILURES = {
    {new FarmFailure.Invalid("no"), 400},
    {new FarmFailure.Forbidden("no"), 403},
    {new FarmFailure.UnknownMethod("no", java.util.List.of()), 404},
    {new FarmFailure.NotFound("no"), 404},
    {new FarmFailure.Conflict("no"), 409},
    {new FarmFailure.Precondition("no"), 409},
    {new FarmFailure.RateLimited("no", java.time.Duration.ofMillis(1)), 429},
    {new FarmFailure.TimedOut("no", FarmFailure.Outcome.UNKNOWN), 504},
    {new FarmFailure.Unavailable("no"), 503},
    {new FarmFailure.Unsupported("no"), 501},
    {new FarmFailure.Fault("no"), 500},
    {new FarmFailure.Native(5, "", io.farmgate.domain.wire.WireBytes.EMPTY), 404},
  };
}
