package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens go astray: clients put them where they do not belong. Wherever that is, none shows in the
 * log, however much is logged, nor in figures and health; and every line of a request names it.
 */
final class SecretsIT {
  private static final String SECRET = "a-secret-of-this-test-that-nobody-should-ever-read-again";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> tokens = new ArrayList<>();

  @AfterEach
  void close() {
    http.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void noTokenShouldShowWhereverItWasPut(String format) throws Exception {
    Map<String, String> environment =
        Map.of("JWT_SECRET", SECRET, "LOG_LEVEL", "trace", "FARMGATE_LOG_FORMAT", format);
    try (RunningGateway gateway =
        RunningGateway.start(Installation.in(folder), folder.resolve("state"), environment)) {
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
      send(post(shows).header(ID, "r-last"));

      String log = gateway.logWith("r-last");
      String seen =
          log
              + get(gateway.managementUrl() + "/metrics")
              + get(gateway.managementUrl() + "/health/ready");
      assertThat(tokens).hasSizeGreaterThan(18).noneMatch(seen::contains);
      assertThat(seen).doesNotContain(SECRET, "eyJ");
      assertThat(log.lines().filter(line -> line.contains("r-ok")))
          .as("the access line and the call's line")
          .hasSize(2)
          .allMatch(line -> line.startsWith("{") == format.equals("json"));
    }
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
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String get(String url) throws IOException, InterruptedException {
    return send(request(url).GET()).body();
  }
}
