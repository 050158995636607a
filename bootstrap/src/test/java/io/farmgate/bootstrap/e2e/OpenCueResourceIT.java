package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.resource.opencue.CheckedClient;
import io.farmgate.adapter.http.resource.opencue.CheckedClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The resource API of the product as it is shipped, in front of the embedded farm. */
final class OpenCueResourceIT {
  private static final String JOB = "demo_show-sh010-artist1_v1.2_test";
  private static final String SPEC =
      """
      {"spec": "<spec><facility>local</facility><show>demo_show</show><shot>sh010</shot>\
      <user>artist1</user><job name='v1.2_test'><paused>true</paused><layers>\
      <layer name='render' type='Render'><cmd>true</cmd><range>1-3</range></layer>\
      </layers></job></spec>"}\
      """;

  @TempDir private Path folder;

  private final CheckedClient http = new CheckedClient();
  private Installation installation;
  private Path home;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(folder);
    home = folder.resolve("home");
  }

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void aJobShouldBeSeenAndKilled() throws IOException, InterruptedException {
    try (RunningGateway gateway = RunningGateway.start(installation, home, Map.of())) {
      String token = operatorToken();
      assertThat(gateway.call(token, "job.JobInterface/LaunchSpecAndWait", SPEC).statusCode())
          .isEqualTo(200);

      assertThat(call(gateway, token, "GET", "/api/show").body())
          .contains("\"name\":\"demo_show\"", "\"defaultMinCores\":");
      assertThat(call(gateway, token, "GET", "/api/show/demo_show/job?state=PAUSED").body())
          .contains("\"name\":\"" + JOB + "\"", "\"totalFrames\":3");
      assertThat(call(gateway, token, "GET", "/farms/embedded/api/job/" + JOB + "/layer").body())
          .contains("\"type\":\"RENDER\"", "\"state\":\"PAUSED\"");
      assertThat(call(gateway, token, "GET", "/api/host?state=UP").body())
          .contains("\"lock\":\"OPEN\"");
      assertThat(call(gateway, gateway.token(), "DELETE", "/api/job/" + JOB).statusCode())
          .isEqualTo(403);
      assertThat(call(gateway, token, "DELETE", "/api/job/" + JOB).body())
          .isEqualTo("{\"success\":true,\"message\":\"Job " + JOB + " was killed\"}");
      assertThat(call(gateway, token, "GET", "/api/job/" + JOB).body())
          .contains("\"state\":\"FINISHED\"");
      assertThat(call(gateway, token, "GET", "/api/job/nix").body())
          .startsWith("{\"error\":\"there is no job 'nix'\",\"code\":404,");
      assertThat(get(gateway.managementUrl() + "/metrics").body())
          .contains("method=\"/api/job/{job_id}\"")
          .doesNotContain("v1.2_test");
    }
  }

  @Test
  void thePageShouldBeThereForEverybodyAndTheRestForNobody()
      throws IOException, InterruptedException {
    try (RunningGateway gateway = RunningGateway.start(installation, home, Map.of())) {
      for (String path : new String[] {"/docs", "/docs/page.js", "/docs/swagger-ui-bundle.js"}) {
        assertThat(get(gateway.url() + path).statusCode()).as(path).isEqualTo(200);
      }
      for (String path : new String[] {"/api/show", "/openapi/opencue.json", "/docs/nix"}) {
        Reply refused = get(gateway.url() + path);
        assertThat(refused.statusCode()).as(path).isEqualTo(401);
        assertThat(refused.body()).contains("\"code\":401");
      }
      assertThat(call(gateway, gateway.token(), "GET", "/openapi/opencue.json").body())
          .contains("\"/api/show/{show_id}/job\"");
    }
  }

  @Test
  void anOperatorShouldOpenTheReadsByNameAndBeWarned() throws IOException, InterruptedException {
    try (RunningGateway gateway =
        RunningGateway.start(
            installation,
            home,
            Map.of("FARMGATE_OPEN_READS", "opencue-resource", "RATE_LIMIT_RPS", "5"))) {
      Reply shows = get(gateway.url() + "/api/show");
      assertThat(shows.statusCode()).isEqualTo(200);
      assertThat(shows.headers().firstValue("X-RateLimit-Limit")).hasValue("5");
      assertThat(gateway.logWith("GET /api/show 200"))
          .contains("FARMGATE_OPEN_READS", "without a token", "subject=anonymous-127.0.0.1");
      Reply kill =
          http.send(
              HttpRequest.newBuilder(URI.create(gateway.url() + "/api/job/x")).DELETE().build());
      assertThat(kill.statusCode()).isEqualTo(401);
      Reply rpc =
          http.send(
              HttpRequest.newBuilder(URI.create(gateway.url() + "/show.ShowInterface/GetShows"))
                  .POST(BodyPublishers.ofString("{}"))
                  .build());
      assertThat(rpc.statusCode()).isEqualTo(401);
    }
  }

  private Reply get(String url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  private Reply call(RunningGateway gateway, String token, String verb, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(gateway.url() + path))
            .header("Authorization", "Bearer " + token)
            .method(verb, BodyPublishers.noBody())
            .build());
  }

  private String operatorToken() throws IOException, InterruptedException {
    Process process =
        installation.start(
            Map.of("FARMGATE_HOME", home.toString()),
            folder.resolve("token.err").toFile(),
            "token",
            "--subject",
            "artist1",
            "--ttl",
            "1h");
    String token =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return token;
  }
}
