package io.farmgate.adapter.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
  private Readiness readiness = new Readiness("opencue", Optional.empty(), Optional.empty());
  private final ManagementServer server =
      ManagementServer.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          () -> "a_metric 1\n",
          () -> readiness);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void metricsShouldBeInPrometheusTextFormat() throws Exception {
    HttpResponse<String> answer = call("GET", "/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body()).isEqualTo("a_metric 1\n");
  }

  @Test
  void aClientThatDoesNotSendItsRequestShouldBeLeftAndOthersServed() throws Exception {
    try (RawClient slow = new RawClient(server.address())) {
      slow.send("GET /metrics HTTP/1.1\r\nHost: ");

      assertThat(call("GET", "/health/live").statusCode()).isEqualTo(200);
      assertThat(slow.readToEnd()).doesNotContain(" 200 ");
    }
  }

  @Test
  void aProcessThatAnswersShouldBeAlive() throws Exception {
    assertThat(call("GET", "/health/live").body()).isEqualTo("{\"live\":true}");
  }

  @Test
  void readinessShouldBeAStatusAndASentence() throws Exception {
    HttpResponse<String> ready = call("GET", "/health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).isEqualTo("{\"ready\":true,\"farm\":\"opencue\"}");

    readiness =
        new Readiness(
            "opencue",
            Optional.of("it is \"down\""),
            Optional.of(new Readiness.LastError("no answer", Duration.ofMillis(2900))));
    HttpResponse<String> down = call("GET", "/health/ready");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body())
        .isEqualTo(
            "{\"ready\":false,\"farm\":\"opencue\",\"reason\":\"it is \\\"down\\\"\","
                + "\"lastError\":{\"message\":\"no answer\",\"secondsAgo\":2}}");
  }

  @Test
  void aQuestionAboutTheHeadShouldHaveNoBody() throws Exception {
    HttpResponse<String> head = call("HEAD", "/metrics");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).hasValue("11");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void nothingElseShouldBeServed() throws Exception {
    assertThat(call("GET", "/").statusCode()).isEqualTo(404);
    assertThat(call("GET", "/metrics/").body()).contains("/metrics, /health/live, /health/ready");
    HttpResponse<String> post = call("POST", "/metrics");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void aPortInUseShouldBeSaidWithTheSettingsName() {
    assertThatThrownBy(
            () -> ManagementServer.start(server.address(), () -> "", () -> readiness).close())
        .isInstanceOf(EdgeException.class)
        .hasMessageContaining("127.0.0.1:" + server.address().getPort())
        .hasMessageContaining("FARMGATE_MANAGEMENT_PORT");
  }

  private HttpResponse<String> call(String verb, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.address().getPort() + path))
            .method(verb, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
