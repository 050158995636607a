package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.application.Admission;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardsTest {
  private static final RouteLabel LABEL = new RouteLabel("show.ShowInterface/GetShows", "fake");

  private static final HttpApi API =
      new HttpApi() {
        @Override
        public @Nullable Route route(String path) {
          return path.equals("/a")
              ? new Route(
                  Set.of("POST"),
                  exchange -> exchange.readBody(body -> exchange.respond(200, "text/plain", body)),
                  LABEL)
              : null;
        }

        @Override
        public List<String> near(String path, int most) {
          return List.of();
        }
      };

  private final LinkedBlockingQueue<String> recorded = new LinkedBlockingQueue<>();
  private final Admission admission =
      new RateLimiter(2, 10, () -> 7, () -> Instant.ofEpochSecond(1_694_001_000));
  private final EdgeServer server =
      EdgeServer.start(
          EdgeConfig.loopback(0),
          new EdgeGuards(
              admission,
              (label, status, nanos) ->
                  recorded.add(
                      label.method() + " " + label.farm() + " " + status + " " + (nanos > 0))),
          new FakeTokens(),
          List.of(API));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void everyAnswerToAKnownCallerShouldSayHowTheyStand() throws Exception {
    HttpResponse<String> found = call("/a", "POST", "good");
    HttpResponse<String> missing = call("/nothing", "POST", "good");

    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(standing(found)).containsExactly("2", "1", "1694001001");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(standing(missing)).containsExactly("2", "0", "1694001001");
  }

  @Test
  void tooManyRequestsShouldBeRefusedInTheHousesForm() throws Exception {
    call("/a", "POST", "good");
    call("/a", "POST", "good");
    HttpResponse<String> refused = call("/a", "POST", "good");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body())
        .startsWith("{\"error\":\"too many requests: the limit is 2 a second")
        .contains("\"code\":8");
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(standing(refused)).containsExactly("2", "0", "1694001001");
  }

  @Test
  void aCallerWhoIsNotKnownShouldCostNobodyAnything() throws Exception {
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> unknown = call("/a", "POST", "junk");
      assertThat(unknown.statusCode()).isEqualTo(401);
      assertThat(unknown.headers().map()).doesNotContainKey("x-ratelimit-limit");
    }

    assertThat(standing(call("/a", "POST", "good"))).startsWith("2", "1");
  }

  @Test
  void everyRequestShouldBeRecordedOnceUnderItsTemplate() throws Exception {
    call("/a", "POST", "good");
    assertThat(next()).isEqualTo("show.ShowInterface/GetShows fake 200 true");
    call("/a?b=c", "GET", "good");
    assertThat(next()).isEqualTo("show.ShowInterface/GetShows fake 405 true");
    call("/a/secret/path", "POST", "good");
    assertThat(next()).as("limited before its route is looked for").isEqualTo("none none 429 true");
    call("/a", "POST", "junk");
    assertThat(next()).isEqualTo("none none 401 true");
    assertThat(recorded).isEmpty();
  }

  private static List<String> standing(HttpResponse<String> answer) {
    return List.of(
        answer.headers().firstValue("X-RateLimit-Limit").orElse("-"),
        answer.headers().firstValue("X-RateLimit-Remaining").orElse("-"),
        answer.headers().firstValue("X-RateLimit-Reset").orElse("-"));
  }

  private @Nullable String next() throws InterruptedException {
    return recorded.poll(10, TimeUnit.SECONDS);
  }

  private HttpResponse<String> call(String path, String verb, String token)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.address().getPort() + path))
            .header("Authorization", "Bearer " + token)
            .method(verb, BodyPublishers.ofByteArray("{}".getBytes(UTF_8)))
            .build(),
        BodyHandlers.ofString());
  }
}
