package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer.Message;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.Exposure;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import io.farmgate.opencue.wire.job.JobKillRequest;
import io.farmgate.opencue.wire.job.JobSeq;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches Cuebot, what comes back, and what is said when it does not answer. */
final class PassThroughTest {
  private static final String FIND = "/show.ShowInterface/FindShow";

  private final FakeCuebot fake = FakeCuebot.start();

  /** Without checks: what is sent here are empty requests, or bytes that are none. */
  private final Cuebot cuebot =
      Cuebot.connect(
          CuebotConfig.of(fake.endpoint())
              .withGuards(EnumSet.complementOf(EnumSet.of(Guard.CHECKS))));

  private final Gateway gateway =
      new Gateway(new Farm("studio", "OpenCue", Optional.empty(), Optional.of(cuebot)));

  @AfterEach
  void stop() {
    gateway.close();
    cuebot.close();
    fake.close();
  }

  @Test
  void everyOpenMethodReachesCuebotUnderItsName() {
    List<String> open = new ArrayList<>();
    for (RpcMethod method : MethodCatalogue.load().all()) {
      if (method.exposure() != Exposure.OPEN || method.name().equals("CreateShow")) {
        continue;
      }
      open.add(method.fullName());
      for (String form : List.of("/", "/flat/")) {
        Answer answer = gateway.post(form + method.fullName(), "");
        assertThat(answer.status()).as(method.fullName()).isEqualTo(200);
        assertThat(answer.json().isObject()).isTrue();
      }
    }

    assertThat(open).hasSizeGreaterThan(270);
    assertThat(fake.received().stream().map(Received::method).distinct())
        .containsExactlyElementsOf(open);
  }

  @Test
  void aMethodThatIsNotOpenSaysWhy() {
    for (RpcMethod method : MethodCatalogue.load().all()) {
      if (method.exposure() == Exposure.OPEN) {
        continue;
      }
      Answer answer = gateway.post("/" + method.fullName(), "{}");
      assertThat(answer.status())
          .as(method.fullName())
          .isEqualTo(method.exposure() == Exposure.CLOSED ? 403 : 501);
      assertThat(answer.json().path("message").asText()).contains(method.reason());
    }
    assertThat(fake.received()).isEmpty();
  }

  @Test
  void aCallerMayOnlyDoWhatTheRoleCovers() {
    byte[] job = "{\"job\":{\"id\":\"j1\"}}".getBytes(StandardCharsets.UTF_8);
    byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);

    assertThat(gateway.post("viewer", "/show.ShowInterface/GetShows", nothing).status())
        .isEqualTo(200);
    assertThat(gateway.post("viewer", "/job.JobInterface/Kill", job).status()).isEqualTo(403);
    assertThat(gateway.post("operator", "/job.JobInterface/Kill", job).status()).isEqualTo(200);
    assertThat(gateway.post("operator", "/show.ShowInterface/Delete", nothing).status())
        .isEqualTo(403);
    assertThat(gateway.post("viewer", "/layer.LayerInterface/Kill", nothing).status())
        .isEqualTo(403);
    assertThat(gateway.post("operator", "/show.ShowInterface/CreateShow", nothing).status())
        .isEqualTo(403);
    assertThat(fake.received()).hasSize(2);
  }

  @Test
  void aKillSaysWhoAndWhyAndTheTokenStaysHere() throws IOException {
    gateway.post("/job.JobInterface/Kill", "{\"job\":{\"id\":\"j1\"},\"reason\":\"wrong camera\"}");

    Received call = fake.received().getFirst();
    JobKillRequest kill = JobKillRequest.parseFrom(call.request().array());
    assertThat(kill.getUsername()).isEqualTo("ana");
    assertThat(kill.getPid()).isEqualTo("77");
    assertThat(kill.getHostKill()).isEqualTo("gate1");
    assertThat(kill.getReason()).isEqualTo("wrong camera");
    assertThat(call.metadata().keys()).doesNotContain("authorization");
  }

  @Test
  void metadataTravelsBothWaysButNoAuthorization() {
    Metadata reply = new Metadata();
    reply.put(Metadata.Key.of("x-farm-time", Metadata.ASCII_STRING_MARSHALLER), "12");
    fake.behave(call -> new Message(WireBytes.EMPTY, reply, new Metadata()));

    Answer answer =
        gateway.post(
            FIND,
            "{}",
            "Grpc-Metadata-X-Trace",
            "t1",
            "Grpc-Metadata-Authorization",
            "Bearer stolen",
            "Grpc-Metadata-Grpc-Status",
            "5",
            "Grpc-Timeout",
            "5S");

    Received call = fake.received().getFirst();
    assertThat(call.metadata().get(Metadata.Key.of("x-trace", Metadata.ASCII_STRING_MARSHALLER)))
        .isEqualTo("t1");
    assertThat(call.metadata().keys()).doesNotContain("authorization", "grpc-status");
    assertThat(call.timeLeft().orElseThrow())
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
    assertThat(answer.header("Grpc-Metadata-X-Farm-Time")).isEqualTo("12");
  }

  @Test
  void keysThatTheMethodDoesNotKnowAreNamed() {
    Answer answer = gateway.post(FIND, "{\"name\":\"a\",\"foo\":1,\"bar\":[{}]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Farmgate-Ignored")).isEqualTo("foo, bar");
  }

  @Test
  void aLargeAnswerIsStreamedWhole() {
    JobSeq.Builder jobs = JobSeq.newBuilder();
    for (int i = 0; i < 20_000; i++) {
      jobs.addJobs(Job.newBuilder().setId("job-" + i).setName("name-" + i));
    }
    byte[] wire = JobGetJobsResponse.newBuilder().setJobs(jobs).build().toByteArray();
    fake.behave(call -> FakeCuebot.Answer.message(WireBytes.wrap(wire)));

    Answer answer = gateway.post("/job.JobInterface/GetJobs", "{}");

    JsonNode list = answer.json().at("/jobs/jobs");
    assertThat(list).hasSize(20_000);
    assertThat(list.get(19_999).path("name").asText()).isEqualTo("name-19999");
    assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
  }

  @Test
  void aSmallAnswerHasItsLength() {
    Answer answer = gateway.post(FIND, "{}");

    assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.body().length()));
    assertThat(answer.body()).isEqualTo("{\"show\":null}");
    assertThat(answer.header("Content-Type")).startsWith("application/json");
  }

  @Test
  void anAnswerThatIsNoMessageIsAFault() {
    fake.behave(call -> FakeCuebot.Answer.message(WireBytes.wrap(new byte[] {0x0a, 0x7f})));

    Answer answer = gateway.post(FIND, "{}");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.json().path("code").asInt()).isEqualTo(13);
  }

  @ParameterizedTest
  @ValueSource(strings = {FIND, "/show.ShowInterface/GetShow", "/flat/show.ShowInterface/GetShow"})
  void aCuebotThatIsGoneIsUnavailableWithoutItsAddress(String path) {
    fake.stop();

    Answer answer = gateway.post(path, "{\"name\":\"a\"}");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().path("code").asInt()).isEqualTo(14);
    assertThat(answer.body()).doesNotContain("127.0.0.1").doesNotContain(fake.endpoint());
  }

  @ParameterizedTest
  @ValueSource(strings = {FIND, "/show.ShowInterface/GetShow"})
  void aCuebotThatHangsIsATimeout(String path) {
    fake.behave(call -> FakeCuebot.Answer.NEVER);

    long start = System.nanoTime();
    Answer answer = gateway.post(path, "{}", "Grpc-Timeout", "300m");

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.json().path("code").asInt()).isEqualTo(4);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void cuebotsStatusComesThroughWithoutItsSql() {
    fake.behave(call ->
        FakeCuebot.Answer.status(
            Status.INTERNAL.withDescription(
                "org.springframework.jdbc.BadSqlGrammarException: SELECT pk_show FROM show")));

    Answer answer = gateway.post(FIND, "{}");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("SELECT").doesNotContain("springframework");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FIND,
        "/job.JobInterface/GetJobs",
        "/show.ShowInterface/GetShow",
        "/show.ShowInterface/CreateShow"
      })
  void malformedJsonIsRefusedWithItsPlace(String path) {
    Answer answer = gateway.post(path, "{\n  \"name\": x}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asInt()).isEqualTo(3);
    assertThat(answer.json().path("message").asText()).contains("line 2, column 11");
    assertThat(fake.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {FIND, "/job.JobInterface/GetJobs", "/show.ShowInterface/GetShow"})
  void textThatIsNotUtf8IsRefused(String path) {
    byte[] body = "{\"name\":\"__\"}".getBytes(StandardCharsets.UTF_8);
    body[9] = (byte) 0xff;
    body[10] = (byte) 0xfe;

    assertThat(gateway.post("ana", path, body).status()).isEqualTo(400);
    assertThat(fake.received()).isEmpty();
  }

  @Test
  void aWrongTypeIsRefusedWithItsPathAndPlace() {
    Answer exact = gateway.post(FIND, "{\"name\":1}");
    Answer documented =
        gateway.post("/job.JobInterface/GetJobs", "{\"r\":{\"show\":\"a\",\"ids\":5}}");

    assertThat(exact.status()).isEqualTo(400);
    assertThat(exact.json().path("message").asText())
        .startsWith("name: ")
        .contains("line 1, column");
    assertThat(documented.status()).isEqualTo(400);
    assertThat(documented.json().path("message").asText())
        .startsWith("r.ids: ")
        .endsWith("(line 1, column 24)");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 5000})
  void deepNestingInKeysThatNobodyKnowsIsPassedOver(int depth) {
    String deep = "{\"u\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

    assertThat(gateway.post(FIND, deep).status()).isEqualTo(200);
    // What may have documented keys is read as a tree, which has to end somewhere.
    assertThat(gateway.post("/job.JobInterface/GetJobs", deep).status())
        .isEqualTo(depth > 500 ? 400 : 200);
  }

  @ParameterizedTest
  @MethodSource("bodiesThatOnlyTheTreeRefuses")
  void aDocumentedKeyIsNeverLostWithTheRestOfItsBody(String more, String problem) {
    Answer answer =
        gateway.post(
            "/job.JobInterface/SetPriority",
            "{\"job\":{\"id\":\"j1\"},\"priority\":75," + more + "}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText()).startsWith("body: ").contains(problem);
    assertThat(fake.received()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "job.JobInterface/GetJobs | {\"r\":{\"show\":5}} | r.show: ",
        "job.JobInterface/GetJobs | {\"r\":{\"show\":{\"id\":\"x\"}}} | r.show: ",
        "job.JobInterface/GetJobs | {\"r\":{\"user\":[\"a\",null]}} | r.user: ",
        "job.JobInterface/GetJobs | {\"r\":{\"maxResults\":{}}} | r.maxResults: ",
        "frame.FrameInterface/GetFrames | {\"r\":{\"job\":{\"id\":\"x\"}}} | r.job: ",
        "show.ShowInterface/CreateShow | {\"name\":\"abc\",\"defaultMinCores\":[1]} | defaultMinCores: ",
      })
  void aDocumentedKeyOfAWrongTypeIsRefused(String method, String body, String where) {
    Answer answer = gateway.post("/" + method, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText()).startsWith(where).contains("(expected: ");
    assertThat(fake.received()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "show.ShowInterface/CreateShow | {\"name\":5}",
        "host.OwnerInterface/TakeOwnership | {\"host\":\"h\",\"owner\":{\"name\":5}}",
      })
  void whatIsNoTextIsNotLookedUpAsOne(String method, String body) {
    Answer answer = gateway.post("/" + method, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText()).contains("name: expected text");
    assertThat(fake.received()).isEmpty();
  }

  static Stream<Arguments> bodiesThatOnlyTheTreeRefuses() {
    return Stream.of(
        Arguments.of("\"priority\":80", "a name twice in one object (line 1, column"),
        Arguments.of("\"u\":1,\"u\":2", "a name twice in one object (line 1, column"),
        Arguments.of("\"u\":" + "[".repeat(600) + "]".repeat(600), "nested too deep"),
        Arguments.of("\"" + "k".repeat(60_000) + "\":1", "a name or a number in it too long"),
        Arguments.of("\"u\":" + "9".repeat(2000), "a name or a number in it too long"));
  }

  @ParameterizedTest
  @ValueSource(strings = {FIND, "/job.JobInterface/GetJobs", "/show.ShowInterface/CreateShow"})
  void onlyUtf8IsTaken(String path) {
    String body = "{\"name\":\"some_show\"}";
    byte[] overlong = body.getBytes(StandardCharsets.UTF_8);
    overlong[9] = (byte) 0xc1;
    overlong[10] = (byte) 0xa1;

    assertThat(gateway.post("ana", path, overlong).status()).isEqualTo(400);
    assertThat(gateway.post("ana", path, body.getBytes(StandardCharsets.UTF_16)).status())
        .isEqualTo(400);
    assertThat(gateway.post("ana", path, body.getBytes(StandardCharsets.UTF_16LE)).status())
        .isEqualTo(400);
    assertThat(gateway.post(path, "\uFEFF" + body).status()).isEqualTo(400);
    assertThat(fake.received()).isEmpty();
  }

  @Test
  void nestingBeyondAllReasonIsRefused() {
    String deep = "{\"u\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";

    assertThat(gateway.post(FIND, deep).status()).isEqualTo(400);
    assertThat(gateway.post("/job.JobInterface/GetJobs", deep).status()).isEqualTo(400);
    assertThat(gateway.post("/show.ShowInterface/GetShow", deep).status()).isEqualTo(400);
  }

  @Test
  void anUnknownPathNamesItsNeighbours() {
    Answer answer = gateway.post("/flat/job.JobInterface/GetJobz", "{}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("/flat/job.JobInterface/GetJobs");
  }

  @Test
  void theFlatFormCanBeAskedForByHeader() {
    fake.behave(call -> FakeCuebot.Answer.EMPTY);

    assertThat(
            gateway
                .post(
                    "/show.ShowInterface/GetShows",
                    "{}",
                    "Accept",
                    "application/json; profile=flat")
                .body())
        .isEqualTo("{\"shows\":[]}");
    assertThat(gateway.post("/show.ShowInterface/GetShows", "{}", "Accept", "*/*").body())
        .isEqualTo("{\"shows\":null}");
  }

  @Test
  void severalFarmsAreToldApartByTheirPrefix() {
    try (FakeCuebot second = FakeCuebot.start();
        Cuebot link = Cuebot.connect(CuebotConfig.of(second.endpoint()));
        Gateway two =
            new Gateway(
                new Farm("one", "OpenCue", Optional.empty(), Optional.of(cuebot)),
                new Farm("two", "OpenCue", Optional.empty(), Optional.of(link)))) {
      two.post("/farms/two/flat/show.ShowInterface/GetShows", "{}");
      assertThat(second.received()).hasSize(1);
      assertThat(fake.received()).isEmpty();
      two.post("/show.ShowInterface/GetShows", "{}");
      assertThat(fake.received()).hasSize(1);
      Answer unknown = two.post("/farms/three/show.ShowInterface/GetShows", "{}");
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.json().path("message").asText()).contains("'three'").contains("one");
    }
  }
}
