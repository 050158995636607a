package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Answers of every kind on kept connections, many at once: each caller gets their own. */
class ManyClientsTest {
  private static final int CLIENTS = 24;
  private static final int REQUESTS = 100;

  private final FakeApi api =
      new FakeApi()
          .on("POST", "/now", e -> e.readBody(body -> e.respond(200, "text/plain", body)))
          .on(
              "POST",
              "/later",
              e ->
                  e.readBody(body ->
                      e.onVirtualThread(
                          () -> e.onIoThread(() -> e.respond(200, "text/plain", body)))))
          .on(
              "POST",
              "/virtual",
              e -> e.onVirtualThread(() -> e.readBody(body -> e.respond(200, "text/plain", body))))
          .on(
              "POST",
              "/stream",
              e ->
                  e.readBody(body ->
                      e.stream(
                          200,
                          "text/plain",
                          sink -> {
                            int half = body.length / 2;
                            sink.write(body, 0, half);
                            sink.write(body, half, body.length - half);
                          })));

  @Test
  void everyCallerShouldGetTheirOwnAnswer() throws Exception {
    List<String> paths = List.of("/now", "/later", "/virtual", "/stream");
    try (EdgeServer server =
            EdgeServer.start(EdgeConfig.loopback(0), new FakeTokens(), List.of(api));
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        int client = c;
        results.add(
            clients.submit(() -> {
              for (int i = 0; i < REQUESTS; i++) {
                String text = client + ":" + i + ":" + "x".repeat((client * i * 7) % 40_000);
                HttpRequest request =
                    HttpRequest.newBuilder(
                            URI.create(
                                "http://127.0.0.1:"
                                    + server.address().getPort()
                                    + paths.get((client + i) % paths.size())))
                        .header("Authorization", "Bearer good")
                        .timeout(Duration.ofSeconds(20))
                        .POST(BodyPublishers.ofByteArray(text.getBytes(UTF_8)))
                        .build();
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(text);
              }
              return REQUESTS;
            }));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo(REQUESTS);
      }
    }
  }
}
