package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens go astray: clients put them where they do not belong, and send them when they are over.
 * Wherever that is, none shows in the log, however much is logged, nor in answers, figures, health
 * and settings; and every line of a request names it.
 */
final class SecretsIT {
  private static final String SECRET = "a-secret-of-this-test-that-nobody-should-ever-read-again";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> tokens = new ArrayList<>();

  /** All that came back. */
  private final StringBuilder answers = new StringBuilder();

  @AfterEach
  void close() {
    http.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void noTokenShouldShowWhereverItWasPut(String format) throws Exception {
    Map<String, String> environment =
        Map.of(
            "JWT_SECRET",
            SECRET,
            "LOG_LEVEL",
            "trace",
            "FARMGATE_LOG_FORMAT",
            format,
            "GRPC_PORT",
            "0");
    Installation installation = Installation.in(folder);
    try (RunningGateway gateway =
        RunningGateway.start(installation, folder.resolve("state"), environment)) {
      tokens.add(gateway.token());
      String shows = gateway.url() + "/show.ShowInterface/GetShows";
      HttpResponse<String> good =
          send(post(shows).header("Authorization", "Bearer " + gateway.token()).header(ID, "r-ok"));
      assertThat(good.statusCode()).isEqualTo(200);
      for (String header :
          List.of("Authorization", "Cookie", "X-Token", "Grpc-Metadata-Authorization", "Via")) {
        send(post(shows).header(header, astray()));
        send(post(shows).header(header, "Bearer " + astray()));
        send(post(shows).header(header, "Basic " + astray()));
      }
      send(post(shows + "?access_token=" + astray()));
      send(post(gateway.url() + "/" + astray()));
      send(post(gateway.url() + "/show.ShowInterface/" + astray()));
      send(
          request(shows)
              .header("Authorization", "Bearer " + gateway.token())
              .POST(BodyPublishers.ofString("{\"token\":\"" + astray() + "\"}")));
      for (String token : List.of(signed(-60), signed(3600) + "x", gateway.token() + "x")) {
        tokens.add(token);
        assertThat(send(post(shows).header("Authorization", "Bearer " + token)).statusCode())
            .isIn(401, 403);
        assertThatThrownBy(() -> GrpcIT.call(gateway, "show.ShowInterface/GetShows", token))
            .hasCauseInstanceOf(StatusRuntimeException.class)
            .message()
            .doesNotContain(token);
      }
      send(post(shows).header(ID, "r-last"));

      String log = gateway.logWith("r-last");
      String seen =
          log
              + answers
              + get(gateway.managementUrl() + "/metrics")
              + get(gateway.managementUrl() + "/health/ready")
              + get(gateway.managementUrl() + "/health/live")
              + settings(installation, environment);
      assertThat(tokens).hasSizeGreaterThan(21).noneMatch(seen::contains);
      assertThat(seen).contains("JWT_SECRET").doesNotContain(SECRET, "eyJ");
      List<String> own = log.lines().filter(line -> line.contains("r-ok")).toList();
      assertThat(own).as("the access line and the call's line").hasSize(2);
      if (format.equals("json")) {
        assertObjects(log, own);
      } else {
        assertThat(own).noneMatch(line -> line.startsWith("{"));
      }
    }
  }

  /** Each line is an object, and what it is about are its members. */
  private static void assertObjects(String log, List<String> ofTheCall) throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String line : log.lines().toList()) {
      JsonNode object = json.readTree(line);
      assertThat(Instant.parse(object.path("time").asText())).isAfter("2026-01-01T00:00:00Z");
      assertThat(object.path("level").asText()).isIn("ERROR", "WARN", "INFO", "DEBUG", "TRACE");
      assertThat(object.path("logger").asText()).isNotEmpty();
      assertThat(object.path("message").asText()).isNotEmpty();
    }
    for (String line : ofTheCall) {
      assertThat(json.readTree(line).path("requestId").asText()).isEqualTo("r-ok");
    }
    assertThat(ofTheCall)
        .anyMatch(line -> line.contains("\"status\":200"))
        .anyMatch(line -> line.contains("\"outcome\":\"ok\""));
  }

  /** What {@code ./farmgate config} prints. */
  private String settings(Installation installation, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path err = folder.resolve("config.err");
    Process config = installation.start(environment, err.toFile(), "config");
    String printed = new String(config.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(config.waitFor()).as(printed).isZero();
    return printed + Files.readString(err);
  }

  /** A token that the gateway's secret has signed, with the named time left. */
  private static String signed(long seconds) throws GeneralSecurityException {
    String content =
        base64("{\"alg\":\"HS256\"}")
            + "."
            + base64(
                "{\"sub\":\"late\",\"role\":\"admin\",\"exp\":"
                    + Instant.now().plusSeconds(seconds).getEpochSecond()
                    + "}");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return content
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static final String ID = "X-Request-Id";

  /** Makes something that looks like a token, another one each time. */
  private String astray() {
    String head = base64("{\"alg\":\"HS256\"}");
    String token = head + "." + base64("{\"sub\":\"lost" + tokens.size() + "\"}") + ".c2lnbmVk";
    tokens.add(token);
    return token;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url));
  }

  private static HttpRequest.Builder post(String url) {
    return request(url).POST(BodyPublishers.ofString("{}"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    answers.append(response.headers().map()).append(response.body()).append('\n');
    return response;
  }

  private String get(String url) throws IOException, InterruptedException {
    return send(request(url).GET()).body();
  }
}
