package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client that tests use lets nothing pass that the document does not allow. */
final class CheckedClientTest {
  private static final String SHOWS = "{\"shows\":[]}";
  private static final String TEAPOT =
      """
      {"error":"no","code":418,"type":"about:blank","title":"No","status":418,"detail":"no"}
      """;

  private static final Map<String, String> LOG =
      Map.of(
          "X-Log-Offset", "7",
          "X-Log-Size", "9",
          "X-Log-Growing", "false",
          "X-Log-Next-Offset", "9");

  /** What an answer is to be. */
  private record Script(
      int status, String type, String coding, String body, Map<String, String> headers) {
    Script(int status, String type, String coding, String body) {
      this(status, type, coding, body, Map.of());
    }
  }

  private final CheckedClient client = new CheckedClient();
  private volatile Script script = new Script(200, "application/json", "", SHOWS);
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Script now = script;
      byte[] body = coded(now.coding(), now.body().getBytes(StandardCharsets.UTF_8));
      if (!now.type().isEmpty()) {
        exchange.getResponseHeaders().set("Content-Type", now.type());
      }
      if (!now.coding().isEmpty()) {
        exchange.getResponseHeaders().set("Content-Encoding", now.coding());
      }
      now.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(now.status(), bodiless ? -1 : body.length);
      if (!bodiless) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static byte[] coded(String coding, byte[] body) throws IOException {
    return switch (coding) {
      case "gzip" -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
          zipped.write(body);
        }
        yield bytes.toByteArray();
      }
      case "zstd" -> Zstd.compress(body);
      default -> body;
    };
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private HttpRequest request(String verb, String path) {
    return HttpRequest.newBuilder(URI.create(url() + path))
        .method(verb, BodyPublishers.noBody())
        .build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET     | /api/show              | 200 | application/json  | ''   | {"shows":[]}
          GET     | /api/show              | 200 | application/json  | gzip | {"shows":[]}
          GET     | /farms/x/api/show      | 200 | application/json  | zstd | {"shows":[]}
          GET     | /api/show?fields=name  | 200 | application/json  | ''   | {"shows":[{"id":"1"}]}
          HEAD    | /api/show              | 200 | application/json  | ''   | ''
          OPTIONS | /api/show              | 204 | ''                | ''   | ''
          GET     | /api/show              | 304 | ''                | ''   | ''
          GET     | /docs                  | 200 | text/html         | ''   | <p>
          GET     | /a.B/C                 | 200 | application/json  | ''   | {}
          """)
  void whatFitsShouldPass(
      String verb, String path, int status, String type, String coding, String body)
      throws IOException, InterruptedException {
    script = new Script(status, type, coding, body);

    assertThat(client.send(request(verb, path)).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET     | /api/show              | 200 | application/json  | ''   | {"shows":1}
          GET     | /api/show              | 200 | application/json  | ''   | {"shows":[{"id":"1"}]}
          GET     | /api/show?sort=fields= | 200 | application/json  | ''   | {"shows":[{"id":"1"}]}
          GET     | /api/show              | 200 | application/json  | ''   | {"shows":[
          GET     | /api/show              | 200 | application/json  | ''   | ''
          GET     | /api/show              | 200 | application/json  | gzip | {"shows":1}
          GET     | /farms/x/api/show      | 200 | application/json  | zstd | {"shows":1}
          GET     | /api/show              | 200 | application/json  | br   | {"shows":[]}
          GET     | /api/show              | 200 | text/plain        | ''   | {"shows":[]}
          GET     | /api/show              | 200 | text/event-stream | ''   | data: x
          GET     | /api/show              | 200 | ''                | ''   | {"shows":[]}
          GET     | /api/show              | 201 | application/json  | ''   | {"shows":[]}
          GET     | /api/show              | 404 | application/json  | ''   | {"code":404}
          GET     | /api/show              | 404 | text/html         | ''   | <p>
          GET     | /api/nix               | 404 | application/json  | ''   | {}
          GET     | /docs/nix              | 404 | application/json  | ''   | {}
          GET     | /openapi/opencue.json  | 401 | application/json  | ''   | {}
          HEAD    | /api/show              | 200 | text/html         | ''   | ''
          DELETE  | /api/job/x             | 204 | ''                | ''   | ''
          GET     | /api/events            | 200 | application/json  | ''   | {}
          """)
  void whatDoesNotFitShouldFailTheTest(
      String verb, String path, int status, String type, String coding, String body) {
    script = new Script(status, type, coding, body);

    assertThatThrownBy(() -> client.send(request(verb, path)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("outside of the document");
  }

  @Test
  void headersShouldBeAsTheyAreDescribed() throws IOException, InterruptedException {
    script = new Script(200, "text/plain", "", "line", LOG);
    assertThat(client.send(request("GET", "/api/frame/x/log")).body()).isEqualTo("line");

    script = new Script(200, "text/plain", "", "line", Map.of("X-Log-Offset", "seven"));
    assertThatThrownBy(() -> client.send(request("GET", "/api/frame/x/log")))
        .hasMessageContaining("X-Log-Offset: 'seven'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          event: farm        | data: {"up":3}             | event 'farm'
          event: nix         | data: {}                   | event 'nix': not described
          id: 1              | data: {}                   | event '': not described
          event: farm        | data: {                    | no JSON
          farm               | data: {}                   | 'farm' is no line
          """)
  void eventsShouldBeHeldToTheDocument(String event, String data, String problem) {
    script =
        new Script(200, "text/event-stream", "", "retry: 1000\n\n" + event + "\n" + data + "\n\n");

    assertThatThrownBy(() -> client.send(request("GET", "/api/events")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(problem);
  }

  @Test
  void aRelayShouldPassEverythingAndKeepWhatDoesNotFit() throws IOException, InterruptedException {
    try (CheckedRelay relay = new CheckedRelay(url());
        HttpClient curl = HttpClient.newHttpClient()) {
      HttpRequest shows = HttpRequest.newBuilder(URI.create(relay.url() + "/api/show?x")).build();
      assertThat(curl.send(shows, BodyHandlers.ofString()).body()).isEqualTo(SHOWS);
      assertThat(relay.problems()).isEmpty();

      script = new Script(418, "application/json", "", TEAPOT);
      assertThat(curl.send(shows, BodyHandlers.ofString()).statusCode()).isEqualTo(418);
      assertThat(relay.problems()).isEmpty();

      script = new Script(200, "application/json", "", "{\"shows\":1}");
      assertThat(curl.send(shows, BodyHandlers.ofString()).body()).isEqualTo("{\"shows\":1}");
      assertThat(relay.problems()).singleElement().asString().startsWith("GET /api/show?x was");
      assertThat(relay.seen()).hasSize(3).containsOnly("GET /api/show");
    }
  }
}
