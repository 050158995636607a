package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.port.Farm;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every example of the reference, sent to a gateway in front of a Cuebot that says yes. */
final class ReferenceExamplesTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final FakeCuebot fake = FakeCuebot.start();
  private final Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()));
  private final Gateway gateway =
      new Gateway(new Farm("studio", "OpenCue", Optional.empty(), Optional.of(cuebot)));
  private JsonNode paths = JSON.createObjectNode();

  @BeforeEach
  void read() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.uri("/openapi/rpc.json"))
            .header("Authorization", "Bearer viewer")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      paths = JSON.readTree(client.send(request, BodyHandlers.ofString()).body()).path("paths");
    }
  }

  @AfterEach
  void stop() {
    gateway.close();
    cuebot.close();
    fake.close();
  }

  @Test
  void theContractsExamplesAreTakenAsTheyAre() {
    List<String> others = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      JsonNode post = path.getValue().path("post");
      Answer answer = send(path.getKey(), post, "contract");
      int expected =
          switch (post.path("x-farmgate-exposure").asText()) {
            case "open" -> 200;
            case "closed" -> 403;
            default -> 501;
          };
      if (answer.status() != expected) {
        others.add(path.getKey() + " " + answer.status());
      }
      assertThat(answer.header("X-Farmgate-Ignored")).as(path.getKey()).isEmpty();
    }

    // Shows of any name are there on this Cuebot, procs and deeds are not, and OpenCue has no
    // owner's quota. Filters of any name are there as well, and the time of an example has passed.
    assertThat(others)
        .isSubsetOf(
            "/host.DeedInterface/GetHost 404",
            "/show.ShowInterface/CreateShow 409",
            "/show.ShowInterface/CreateFilter 409",
            "/job.JobInterface/GetUpdatedFrames 400",
            "/host.ProcInterface/GetProc 404",
            "/host.OwnerInterface/SetMaxCores 501");
  }

  @Test
  void theDocumentedExamplesAreTakenWhole() {
    int taken = 0;
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      JsonNode post = path.getValue().path("post");
      if (!examples(post).path("documented").isMissingNode()) {
        Answer answer = send(path.getKey(), post, "documented");
        assertThat(answer.status()).as(path.getKey() + answer.body()).isIn(200, 409);
        assertThat(answer.header("X-Farmgate-Ignored")).as(path.getKey()).isEmpty();
        taken++;
      }
    }

    assertThat(taken).isGreaterThan(10);
  }

  private Answer send(String path, JsonNode post, String example) {
    return gateway.post(path, examples(post).path(example).path("value").toString());
  }

  private static JsonNode examples(JsonNode post) {
    return post.at("/requestBody/content/application~1json/examples");
  }
}
