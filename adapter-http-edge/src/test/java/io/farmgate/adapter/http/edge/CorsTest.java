package io.farmgate.adapter.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorsTest {
  private static final FakeApi API =
      new FakeApi().on("GET", "/x", exchange -> exchange.respond(200, "text/plain", new byte[0]));
  private static final String PREFLIGHT =
      "Origin: https://a.example\r\nAccess-Control-Request-Method: POST\r\n";

  private static String ask(Set<String> origins, String requestLine, String headers) {
    EdgeConfig plain = EdgeConfig.loopback(0);
    EdgeConfig config =
        new EdgeConfig(plain.bind(), 100, 403, origins, plain.shutdownTimeout(), plain.limits());
    try (EdgeServer server = EdgeServer.start(config, new FakeTokens(), List.of(API));
        RawClient raw = new RawClient(server.address())) {
      return raw.send(
              requestLine + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n")
          .readToEnd();
    }
  }

  @Test
  void aPreflightOfAnAllowedOriginShouldNeedNoToken() {
    assertThat(ask(Set.of("https://a.example"), "OPTIONS /x", PREFLIGHT))
        .startsWith("HTTP/1.1 204 ")
        .contains("Access-Control-Allow-Origin: https://a.example\r\n")
        .contains("Access-Control-Allow-Methods: GET, POST, PUT, PATCH, DELETE\r\n")
        .containsPattern("Access-Control-Allow-Headers: .*Authorization")
        .contains("Access-Control-Max-Age: ")
        .contains("Vary: Origin\r\n")
        .contains("X-Request-Id: ")
        .endsWith("\r\n\r\n");
  }

  @Test
  void aPreflightShouldNameTheConfiguredHeaders() {
    EdgeConfig plain = EdgeConfig.loopback(0);
    EdgeConfig config =
        new EdgeConfig(
            plain.bind(),
            100,
            403,
            Set.of("*"),
            plain.shutdownTimeout(),
            plain.limits(),
            plain.caps(),
            List.of("Authorization", "X-Studio"),
            Optional.empty());
    try (EdgeServer server = EdgeServer.start(config, new FakeTokens(), List.of(API));
        RawClient raw = new RawClient(server.address())) {
      assertThat(
              raw.send(
                      "OPTIONS /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                          + PREFLIGHT
                          + "\r\n")
                  .readToEnd())
          .startsWith("HTTP/1.1 204 ")
          .contains("Access-Control-Allow-Headers: Authorization, X-Studio\r\n");
    }
  }

  @Test
  void anAnswerToAnAllowedOriginShouldBeReadableByThePage() {
    String origin = "Origin: https://a.example\r\n";
    String good = "Authorization: Bearer good\r\n";

    assertThat(ask(Set.of("https://a.example", "https://b.example"), "GET /x", origin + good))
        .startsWith("HTTP/1.1 200 ")
        .contains("Access-Control-Allow-Origin: https://a.example\r\n")
        .containsPattern("Access-Control-Expose-Headers: .*X-Request-Id");
    assertThat(ask(Set.of("*"), "GET /x", origin))
        .startsWith("HTTP/1.1 401 ")
        .contains("Access-Control-Allow-Origin: *\r\n")
        .doesNotContain("Vary:");
    assertThat(ask(Set.of("*"), "OPTIONS /x", PREFLIGHT)).startsWith("HTTP/1.1 204 ");
  }

  @Test
  void anotherOriginShouldGetNothing() {
    for (String origin :
        List.of("https://a.example.evil", "http://a.example", "https://A.example", "null")) {
      String headers = PREFLIGHT.replace("https://a.example", origin);
      assertThat(ask(Set.of("https://a.example"), "OPTIONS /x", headers))
          .as(origin)
          .startsWith("HTTP/1.1 401 ")
          .contains("Vary: Origin")
          .doesNotContain("Access-Control-");
    }
  }

  @Test
  void withoutOriginsItShouldBeOff() {
    assertThat(ask(Set.of(), "OPTIONS /x", PREFLIGHT))
        .startsWith("HTTP/1.1 401 ")
        .doesNotContain("Access-Control-")
        .doesNotContain("Vary:");
  }

  @Test
  void anOrdinaryOptionsRequestShouldNeedAToken() {
    assertThat(ask(Set.of("*"), "OPTIONS /x", "Origin: https://a.example\r\n"))
        .startsWith("HTTP/1.1 401 ");
  }
}
