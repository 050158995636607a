package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.port.Farm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that nothing makes use of: named and counted, or refused. */
final class StrictTest {
  private static final String JOBS = "/job.JobInterface/GetJobs";

  private final FakeCuebot fake = FakeCuebot.start();
  private final Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()));
  private final Gateway gateway =
      new Gateway(
          new RpcConfig(
              Duration.ofSeconds(20),
              Duration.ofMinutes(1),
              64 << 10,
              "gate1",
              77,
              Strictness.of(false, List.of("ci", "pipe*line"))),
          new Farm("studio", "OpenCue", Optional.empty(), Optional.of(cuebot)));

  @AfterEach
  void stop() {
    gateway.close();
    cuebot.close();
    fake.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "show.ShowInterface/FindShow | {\"nmae\":\"a\"} | nmae: not a key that is known here; the nearest known is name (line 1, column 2)",
        "job.JobInterface/GetJobs | {\"r\":{\"show\":\"a\",\"usr\":\"b\"}} | r.usr: not a key that is known here; the nearest known is users (line 1, column 18)",
        "job.JobInterface/GetFrames | {\"req\":{\"states\":{\"frameStates\":[\"DEAD\",\"NOPE\"]}}} | req.states.frameStates[1]: not a name of FrameState (expected: one of",
        "job.FrameInterface/GetFrames | {\"job\":\"x\",\"zzz\":1} | zzz: ",
      })
  void aStrictRequestIsToldTheKeyItsPlaceAndTheNearestName(
      String method, String body, String message) {
    Answer answer = gateway.post("/" + method, body, "X-Farmgate-Strict", "true");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText()).startsWith(message).contains("(line 1, ");
    assertThat(gateway.ignored).isEmpty();
  }

  @Test
  void documentedKeysAreKnown() {
    Answer answer =
        gateway.post(
            JOBS, "{\"r\":{\"show\":\"a\",\"maxResults\":3}}", "X-Farmgate-Strict", "true");

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"ci, 400", "cis, 200", "pipeline, 400", "pipe7line, 400", "pipe, 200"})
  void namedCallersAreHeldToItWhateverTheirHeaderSays(String subject, int status) {
    byte[] body = "{\"x\":1}".getBytes(StandardCharsets.UTF_8);

    assertThat(gateway.post(subject, JOBS, body, "X-Farmgate-Strict", "false").status())
        .isEqualTo(status);
  }

  @Test
  void othersAreToldWhatWasPassedOverAndItIsCounted() {
    Answer answer = gateway.post(JOBS, "{\"r\":{\"show\":\"a\",\"foo\":1},\"bär,\\r\\nX-A: b\":2}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Farmgate-Ignored")).isEqualTo("r.foo, b?r?\\r\\nX-A:?b");
    assertThat(gateway.ignored).containsEntry("job.JobInterface/GetJobs", 2);
  }

  @Test
  void theHeaderStaysShort() {
    StringBuilder body = new StringBuilder("{\"name\":\"a\"");
    for (int i = 0; i < 500; i++) {
      body.append(",\"").append("k".repeat(60)).append(i).append("\":1");
    }

    Answer answer = gateway.post("/show.ShowInterface/FindShow", body.append('}').toString());

    assertThat(answer.header("X-Farmgate-Ignored")).hasSizeLessThan(1100).endsWith(" more");
    assertThat(gateway.ignored).containsEntry("show.ShowInterface/FindShow", 500);
  }
}
