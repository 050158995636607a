package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.farmgate.adapter.http.resource.opencue.CheckedClient;
import io.farmgate.adapter.http.resource.opencue.CheckedClient.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of the product as it is shipped. */
final class WebhookIT {
  private static final Pattern SECRET = Pattern.compile("\"secret\":\"(whsec_[^\"]+)\"");
  private static final String JOB =
      """
      {"show":"demo_show","shot":"sh010","user":"ada","jobs":[{"name":"hooked","paused":true,
       "layers":[{"name":"comp","command":"true","range":"1"}]}]}
      """;

  @TempDir private Path folder;

  private final CheckedClient http = new CheckedClient();
  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  private HttpServer receiver;
  private volatile int answer = 503;
  private Installation installation;
  private Path home;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(folder);
    home = folder.resolve("home");
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::take);
    receiver.start();
  }

  @AfterEach
  void close() {
    http.close();
    receiver.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(exchange.getRequestHeaders().getFirst("webhook-id") + " " + body);
      exchange.sendResponseHeaders(answer, -1);
    }
  }

  private String nextCall() throws InterruptedException {
    String call = calls.poll(60, TimeUnit.SECONDS);
    assertThat(call).as("a call").isNotNull();
    return call;
  }

  @Test
  void whatWasNotToldShouldBeToldAfterAKill() throws IOException, InterruptedException {
    Map<String, String> settings = Map.of("FARMGATE_WEBHOOK_TARGETS", "127.0.0.1");
    String secret;
    String first;
    try (RunningGateway gateway = RunningGateway.start(installation, home, settings)) {
      String token = operatorToken();
      String body =
          "{\"target\":\"http://127.0.0.1:%d/hush\",\"kinds\":[\"job\"]}"
              .formatted(receiver.getAddress().getPort());
      Reply made = post(gateway, token, "/api/webhook", body);
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      Matcher found = SECRET.matcher(made.body());
      assertThat(found.find()).isTrue();
      secret = found.group(1);
      assertThat(post(gateway, token, "/api/job", JOB).statusCode()).isEqualTo(201);
      first = nextCall();
      assertThat(first).contains("\"type\":\"job\"", "demo_show-sh010-ada_hooked");
      assertThat(gateway.logWith("answered 503")).doesNotContain("hush", secret);
      gateway.kill();
    }
    answer = 204;
    calls.clear();

    try (RunningGateway gateway = RunningGateway.start(installation, home, settings)) {
      assertThat(nextCall()).isEqualTo(first);
      String call = nextCall();
      while (!call.contains("\"missed\"")) {
        call = nextCall();
      }
      assertThat(gateway.logWith("stands in front")).doesNotContain("hush", secret);
    }
    assertThat(Files.getPosixFilePermissions(home.resolve("webhooks.db"))).hasSize(2);
  }

  @Test
  void withoutAllowedTargetsThereShouldBeNone() throws IOException, InterruptedException {
    try (RunningGateway gateway = RunningGateway.start(installation, home, Map.of())) {
      Reply refused =
          post(gateway, operatorToken(), "/api/webhook", "{\"target\":\"http://127.0.0.1/\"}");

      assertThat(refused.statusCode()).isEqualTo(501);
      assertThat(refused.body()).contains("FARMGATE_WEBHOOK_TARGETS");
    }
  }

  private Reply post(RunningGateway gateway, String token, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(gateway.url() + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private String operatorToken() throws IOException, InterruptedException {
    Process process =
        installation.start(
            Map.of("FARMGATE_HOME", home.toString()),
            folder.resolve("token.err").toFile(),
            "token",
            "--subject",
            "ada",
            "--ttl",
            "1h");
    String token =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return token;
  }
}
