package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a running gateway gives out the description of its calls. */
final class OpenApiRouteTest {
  private static final String PATH = "/openapi/rpc.json";
  private static final JsonMapper JSON = new JsonMapper();

  private final Gateway gateway =
      new Gateway(
          new Farm(
              "local",
              "farm in memory",
              Optional.of(new InMemoryFarm(Clock.systemUTC()).ports()),
              Optional.empty()));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "operator", "admin"})
  void whoeverHasATokenMayReadIt(String role) throws Exception {
    HttpResponse<byte[]> answer = send("GET", role);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-cache");
    assertThat(JSON.readTree(answer.body()).path("openapi").asText()).isEqualTo("3.1.0");
  }

  @Test
  void nobodyElseMay() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(gateway.uri(PATH)).GET().build();

    assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
  }

  @Test
  void everyPathInItIsServedAndUnderAFarmAndFlatToo() throws Exception {
    JsonNode paths = JSON.readTree(send("GET", "viewer").body()).path("paths");
    List<String> all = new ArrayList<>();
    paths
        .properties()
        .forEach(path -> {
          all.add(path.getKey());
          path.getValue().at("/post/x-farmgate-aliases").forEach(alias -> all.add(alias.asText()));
        });

    assertThat(all).hasSizeGreaterThan(400);
    for (String path : all) {
      // A verb that no path has is refused as such where there is a path.
      assertThat(send("PUT", "viewer", path).statusCode()).as(path).isEqualTo(405);
    }
    assertThat(send("PUT", "viewer", "/farms/local/flat" + all.getFirst()).statusCode())
        .isEqualTo(405);
    assertThat(send("PUT", "viewer", all.getFirst() + "x").statusCode()).isEqualTo(404);
  }

  @Test
  void aCopyThatIsStillTheSameIsNotSentAgain() throws Exception {
    String tag = send("GET", "viewer").headers().firstValue("ETag").orElseThrow();

    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    for (String mine : new String[] {tag, "W/" + tag, "\"old\", " + tag, "*"}) {
      HttpResponse<byte[]> answer = send("GET", "viewer", PATH, "If-None-Match", mine);
      assertThat(answer.statusCode()).as(mine).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().firstValue("ETag")).contains(tag);
    }
    assertThat(send("GET", "viewer", PATH, "If-None-Match", "\"old\"").statusCode()).isEqualTo(200);
    // The connection is fit for more after an answer without a body.
    assertThat(send("GET", "viewer").statusCode()).isEqualTo(200);
  }

  @Test
  void aHeadIsTheSameWithoutTheBody() throws Exception {
    HttpResponse<byte[]> whole = send("GET", "viewer");
    HttpResponse<byte[]> head = send("HEAD", "viewer");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : new String[] {"Content-Length", "Content-Type", "ETag"}) {
      assertThat(head.headers().firstValue(name))
          .as(name)
          .isPresent()
          .isEqualTo(whole.headers().firstValue(name));
    }
    assertThat(send("GET", "viewer").statusCode()).isEqualTo(200);
  }

  @Test
  void whoTakesGzipGetsItUnderAnotherTag() throws Exception {
    HttpResponse<byte[]> plain = send("GET", "viewer");
    HttpResponse<byte[]> zipped = send("GET", "viewer", PATH, "Accept-Encoding", "br, gzip;q=0.5");

    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(zipped.headers().allValues("Vary")).contains("Accept-Encoding");
    assertThat(zipped.body()).hasSizeLessThan(plain.body().length / 5);
    assertThat(unzipped(zipped.body())).isEqualTo(plain.body());
    assertThat(zipped.headers().firstValue("ETag"))
        .isPresent()
        .isNotEqualTo(plain.headers().firstValue("ETag"));
    assertThat(send("GET", "viewer", PATH, "Accept-Encoding", "gzip;q=0, identity").headers().map())
        .doesNotContainKey("content-encoding");
  }

  @Test
  void nothingElseIsAllowed() throws Exception {
    HttpResponse<byte[]> answer = send("POST", "admin");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("expected: GET, HEAD");
  }

  private static byte[] unzipped(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  private HttpResponse<byte[]> send(String verb, String token) throws Exception {
    return send(verb, token, PATH);
  }

  private HttpResponse<byte[]> send(String verb, String token, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.uri(path))
            .header("Authorization", "Bearer " + token)
            .method(verb, BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
