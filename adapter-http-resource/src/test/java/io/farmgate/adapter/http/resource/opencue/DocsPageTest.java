package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.contract.InMemoryFarm;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document as it is served, and the page that shows it. */
final class DocsPageTest {
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final Gateway gateway = new Gateway(new InMemoryFarm(Clock.systemUTC()).ports());

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void theDocumentShouldBeServedAsItIs() {
    Answer answer = gateway.get("/openapi/opencue.json");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEqualTo(Documents.contract());
    assertThat(answer.header("ETag")).isNotEmpty();
    assertThat(
            gateway.get("/openapi/opencue.json", "If-None-Match", answer.header("ETag")).status())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource({
    "/docs,                      text/html; charset=utf-8",
    "/docs/page.css,             text/css; charset=utf-8",
    "/docs/page.js,              text/javascript; charset=utf-8",
    "/docs/swagger-ui.css,       text/css; charset=utf-8",
    "/docs/swagger-ui-bundle.js, text/javascript; charset=utf-8"
  })
  void thePageShouldNeedNoToken(String path, String type) {
    Answer answer = gateway.call("GET", "", path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(type);
    assertThat(answer.bytes()).isNotEmpty();
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .contains("connect-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http", "*");
  }

  @Test
  void allThatThePageLoadsShouldBeHere() {
    List<String> loaded = new ArrayList<>();
    Matcher matcher = LOADED.matcher(gateway.call("GET", "", "/docs").body());
    while (matcher.find()) {
      if (!matcher.group(1).startsWith("data:")) {
        loaded.add(matcher.group(1));
      }
    }

    assertThat(loaded).hasSize(4);
    for (String name : loaded) {
      assertThat(gateway.call("GET", "", "/" + name).status()).as(name).isEqualTo(200);
    }
    // What the policy forbids must not be in our own part of the page.
    assertThat(gateway.call("GET", "", "/docs").body())
        .doesNotContain("<style", " style=", " onclick=", "<script>");
    assertThat(gateway.call("GET", "", "/docs/page.js").body())
        .contains("openapi/opencue.json")
        .doesNotContain("eval(", "innerHTML", "localStorage", "http://", "https://");
  }

  @Test
  void theViewerShouldNotNeedWhatThePolicyForbids() {
    assertThat(gateway.call("GET", "", "/docs/swagger-ui-bundle.js").body())
        .contains("SwaggerUIBundle")
        .doesNotContain("createElement(\"style\")", "setAttribute(\"style\"");
  }

  @Test
  void otherPlacesUnderThePageShouldNotBeOpen() {
    assertThat(gateway.call("GET", "", "/docs/nix.js").status()).isEqualTo(401);
    assertThat(gateway.get("/docs/nix.js").status()).isEqualTo(404);
    assertThat(gateway.call("POST", "", "/docs").status()).isEqualTo(401);
  }
}
