package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeServerTest {
  private final FakeApi api =
      new FakeApi()
          .on("POST", "/show.ShowInterface/GetShows", EdgeServerTest::echo)
          .on("POST", "/show.ShowInterface/FindShow", EdgeServerTest::echo)
          .on("GET HEAD PUT", "/api/show", EdgeServerTest::echo);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private EdgeServer server =
      EdgeServer.start(EdgeConfig.loopback(0), new FakeTokens(), List.of(api));

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static void echo(EdgeExchange exchange) {
    exchange.readBody(body -> exchange.respond(200, "text/plain", body));
  }

  @Test
  void aRequestShouldBeAnsweredByItsRoute() {
    String text = "häuser".repeat(100_000);

    HttpResponse<String> answer = post("/show.ShowInterface/GetShows", text);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(text);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain");
    assertThat(answer.headers().firstValueAsLong("Content-Length"))
        .hasValue(text.getBytes(UTF_8).length);
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void anExchangeShouldTellWhatWasAsked() {
    api.on(
        "PATCH",
        "/api/größe",
        exchange -> {
          assertThat(exchange.caller()).isEqualTo(new Caller("ann", Role.OPERATOR));
          assertThat(exchange.verb()).isEqualTo("PATCH");
          assertThat(exchange.path()).isEqualTo("/api/größe");
          assertThat(exchange.header("x-one")).isEqualTo("1");
          assertThat(exchange.header("x-none")).isNull();
          assertThat(exchange.headers("X-ONE")).containsExactly("1", "2");
          assertThat(exchange.headers("x-none")).isEmpty();
          List<String> headers = new ArrayList<>();
          exchange.eachHeader((name, value) -> headers.add(name + ": " + value));
          assertThat(headers)
              .containsSequence("X-One: 1", "X-One: 2")
              .contains("Authorization: Bearer good");
          assertThat(exchange.query("a")).isEqualTo("b c&");
          assertThat(exchange.query("flag")).isEmpty();
          assertThat(exchange.query("none")).isNull();
          assertThat(exchange.peer().getAddress().isLoopbackAddress()).isTrue();
          exchange.setHeader("X-Answer", "replaced");
          exchange.setHeader("X-Answer", "1");
          exchange.addHeader("X-Answer", "2");
          assertThatThrownBy(() -> exchange.setHeader("X-Bad", "a\r\nb"))
              .isInstanceOf(IllegalArgumentException.class);
          exchange.respond(201, "text/plain", "hidden".getBytes(UTF_8), 3);
        });

    HttpResponse<String> answer =
        send(
            request("/api/gr%C3%B6%C3%9Fe?a=b+c%26&flag&a=second")
                .header("X-One", "1")
                .header("X-One", "2")
                .method("PATCH", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("hid");
    assertThat(answer.headers().allValues("X-Answer")).containsExactly("1", "2");
  }

  @Test
  void aWrongEscapeInAQueryShouldBeInvalid() {
    api.on(
        "GET",
        "/q",
        exchange ->
            exchange.respond(200, "text/plain", new byte[exchange.query("a") == null ? 0 : 1]));

    try (RawClient raw = new RawClient(server.address())) {
      String answer = raw.send(head("GET", "/q?a=%ff%")).readToEnd();
      // Undertow refuses a broken escape before it is looked at here.
      assertThat(answer).startsWith("HTTP/1.1 400 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"req-1", "A.b_c-9", "x"})
  void aSaneRequestIdShouldBeKept(String id) {
    HttpResponse<String> answer = send(request("/api/show").header("X-Request-Id", id).GET());

    assertThat(answer.headers().allValues("X-Request-Id")).containsExactly(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a;b", "ünsane", "<script>"})
  void anyOtherRequestIdShouldBeReplaced(String id) {
    HttpResponse<String> answer = send(request("/api/show").header("X-Request-Id", id).GET());

    assertThat(answer.headers().allValues("X-Request-Id"))
        .singleElement()
        .asString()
        .matches("[0-9a-f]{16}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/show.ShowInterface/GetShows",
        "/nothing/here",
        "//x",
        "/a/../b",
        "/api/show"
      })
  void everyPathShouldNeedAToken(String path) {
    for (String verb : List.of("GET", "POST", "OPTIONS")) {
      HttpResponse<String> answer = send(bare(path).method(verb, BodyPublishers.ofString("{}")));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
      assertThat(answer.body())
          .startsWith("{\"error\":\"Authorization: the header is missing")
          .contains("\"code\":16,\"message\":\"Authorization: the header is missing")
          .endsWith(",\"details\":[]}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Bearer good        | 200",
        "bearer good        | 200",
        "BEARER   good      | 200",
        "Bearer old         | 403",
        "Bearer junk        | 401",
        "good               | 401",
        "Bearer             | 401",
        "Bearergood         | 401",
        "Bearer good more   | 401",
        "Bearer good,good   | 401",
        "Basic YTpi         | 401",
        "Token good         | 401",
        "Bearer go\u0001od | 401",
        "Bearer gööd        | 401",
        "Bearer broken      | 500",
      })
  void theAuthorizationHeaderShouldDecide(String header, int status) {
    try (RawClient raw = new RawClient(server.address())) {
      String answer =
          raw.send(
                  "GET /api/show HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                      + header
                      + "\r\n\r\n")
              .readToEnd();

      int expected = header.contains("\u0001") ? 400 : status; // the parser's own refusal
      assertThat(answer).startsWith("HTTP/1.1 " + expected + " ");
    }
  }

  @Test
  void twoAuthorizationHeadersShouldBeRefused() {
    HttpResponse<String> answer =
        send(request("/api/show").header("Authorization", "Bearer good").GET());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("more than once");
  }

  @Test
  void aRejectedTokenShouldGetTheStatusThatWasAskedFor() {
    server.close();
    EdgeConfig plain = EdgeConfig.loopback(0);
    server =
        EdgeServer.start(
            new EdgeConfig(
                plain.bind(), 100, 401, Set.of(), plain.shutdownTimeout(), plain.limits()),
            new FakeTokens(),
            List.of(api));

    HttpResponse<String> answer =
        send(bare("/api/show").header("Authorization", "Bearer old").GET());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer error=\"invalid_token\"");
    assertThat(answer.body()).contains("\"code\":16").contains("get a new one");
  }

  @Test
  void anUnknownPathShouldNameTheNearest() {
    HttpResponse<String> answer = post("/show.ShowInterface/GetShow", "{}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .contains("\"code\":5")
        .contains(
            "there is no path '/show.ShowInterface/GetShow'; the nearest known:"
                + " /show.ShowInterface/FindShow, /show.ShowInterface/GetShows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/show/",
        "//api/show",
        "/api//show",
        "/./api/show",
        "/api/./show",
        "/x/../api/show",
        "/api/show/.",
        "/api/show/..",
        "/api%2Fshow",
        "/api%2fshow",
        "/%2e/api/show",
        "/x/%2E%2e/api/show",
        "/api%5Cshow",
        "/api/show;a=b",
        "/api/show%00x",
        "/api/show%0d%0aX:y",
        "/API/show",
        "*",
      })
  void aPathShouldMatchAsItStandsOrNotAtAll(String path) {
    try (RawClient raw = new RawClient(server.address())) {
      String answer = raw.send(head(path.equals("*") ? "OPTIONS" : "GET", path)).readToEnd();

      assertThat(answer).startsWith(path.matches(".*%0.*") ? "HTTP/1.1 400 " : "HTTP/1.1 404 ");
      assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("location:");
    }
  }

  @Test
  void anEscapedLetterShouldBeDecodedOnce() {
    assertThat(send(request("/%61pi/show").GET()).statusCode()).isEqualTo(200);
    assertThat(send(request("/%2561pi/show").GET()).statusCode()).isEqualTo(404);
  }

  @Test
  void anotherVerbShouldBeToldWhichAreAllowed() {
    for (String verb : List.of("POST", "DELETE", "OPTIONS", "TRACE", "get", "BREW")) {
      try (RawClient raw = new RawClient(server.address())) {
        String answer = raw.send(head(verb, "/api/show")).readToEnd();

        assertThat(answer)
            .startsWith("HTTP/1.1 405 ")
            .contains("Allow: GET, HEAD, PUT\r\n")
            .contains("\"code\":12")
            .contains("method: " + verb + " is not served at this path (expected: GET, HEAD, PUT)");
      }
    }
  }

  @Test
  void anAnswerToHeadShouldHaveNoBody() {
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("HEAD /api/show HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n");
      assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
      raw.send(head("HEAD", "/none"));
      assertThat(raw.readToEnd()).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
    }
  }

  @Test
  void aRefusalShouldBeAnsweredFromAnyThread() {
    FarmException refusal = new FarmException(new FarmFailure.Conflict("there is one already"));
    api.on(
            "GET",
            "/now",
            exchange -> {
              throw refusal;
            })
        .on(
            "GET",
            "/body",
            exchange ->
                exchange.readBody(body -> {
                  throw refusal;
                }))
        .on(
            "GET",
            "/io",
            exchange ->
                exchange.onIoThread(() -> {
                  throw refusal;
                }))
        .on(
            "GET",
            "/virtual",
            exchange ->
                exchange.onVirtualThread(() -> {
                  throw refusal;
                }))
        .on(
            "GET",
            "/stream",
            exchange ->
                exchange.stream(
                    200,
                    "text/plain",
                    sink -> {
                      throw refusal;
                    }))
        .on(
            "GET",
            "/fail",
            exchange -> exchange.onVirtualThread(() -> exchange.fail(refusal.failure())));

    for (String path : List.of("/now", "/body", "/io", "/virtual", "/stream", "/fail")) {
      HttpResponse<String> answer = send(request(path).GET());

      assertThat(answer.statusCode()).as(path).isEqualTo(409);
      assertThat(answer.body())
          .isEqualTo(
              "{\"error\":\"there is one already\",\"code\":6,"
                  + "\"message\":\"there is one already\",\"details\":[]}");
    }
  }

  @Test
  void aBugShouldBeAFaultThatTheLogExplains() {
    api.on(
            "GET",
            "/now",
            exchange -> {
              throw new IllegalStateException("select * from secret");
            })
        .on(
            "GET",
            "/virtual",
            exchange ->
                exchange.onVirtualThread(() -> {
                  throw new StackOverflowError("deep");
                }));

    for (String path : List.of("/now", "/virtual")) {
      String id = "bug" + path.replace('/', '-');
      HttpResponse<String> answer = send(request(path).header("X-Request-Id", id).GET());

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body())
          .contains("\"code\":13")
          .contains("something went wrong in the gateway (the log tells more under " + id + ")")
          .doesNotContain("secret")
          .doesNotContain("deep")
          .doesNotContain("Exception");
      assertThat(RecordedLog.lines("EdgeExchange", id))
          .singleElement()
          .satisfies(line -> assertThat(line.thrown()).isNotNull());
    }
  }

  @Test
  void aSecondAnswerShouldBeABugThatTheClientDoesNotSee() throws InterruptedException {
    api.on(
        "GET",
        "/twice",
        exchange -> {
          exchange.respond(200, "text/plain", new byte[] {'1'});
          exchange.respond(200, "text/plain", new byte[] {'2'});
        });
    try (RawClient raw = new RawClient(server.address())) {
      String answer =
          raw.send(head("GET", "/twice").replace("Host: x", "Host: x\r\nX-Request-Id: twice-1"))
              .readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n1");
      assertThat(eventually("EdgeExchange", "twice-1").thrown()).isNotNull();
    }
  }

  @Test
  void aBodyThatNobodyReadShouldNotBeTheNextRequest() {
    api.on("POST", "/ignores", exchange -> exchange.respond(200, "text/plain", new byte[] {'!'}));
    String inner = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
    try (RawClient raw = new RawClient(server.address())) {
      raw.send(
          "POST /ignores HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nContent-Length: "
              + inner.length()
              + "\r\n\r\n"
              + inner
              + head("GET", "/api/show"));
      String answers = raw.readToEnd();

      assertThat(count(answers, "HTTP/1.1 ")).isEqualTo(2);
      assertThat(count(answers, "HTTP/1.1 200 ")).isEqualTo(2);
    }
  }

  @Test
  void pipelinedRequestsShouldBeAnsweredInTheirOrder() {
    api.on(
            "GET",
            "/slow",
            exchange ->
                exchange.onVirtualThread(() -> {
                  exchange.respond(200, "text/plain", "first".getBytes(UTF_8));
                }))
        .on(
            "GET",
            "/stream",
            exchange ->
                exchange.stream(
                    200, "text/plain", sink -> sink.write("second".getBytes(UTF_8), 0, 6)));
    try (RawClient raw = new RawClient(server.address())) {
      String keep = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n";
      String answers =
          raw.send(
                  "GET /slow"
                      + keep
                      + "GET /stream"
                      + keep
                      + "GET /slow"
                      + keep
                      + head("GET", "/none"))
              .readToEnd();

      assertThat(answers).containsSubsequence("first", "second", "first", "HTTP/1.1 404 ");
      assertThat(count(answers, "HTTP/1.1 ")).isEqualTo(4);
    }
  }

  @Test
  void theAccessLogShouldHaveALineARequestWithoutItsSecrets() throws InterruptedException {
    send(
        request("/api/show?token=hidden-in-query")
            .header("X-Request-Id", "access-1")
            .header("Cookie", "hidden-in-cookie")
            .GET());

    RecordedLog.Line line = eventually("farmgate.access", "id=access-1");
    assertThat(line.message())
        .matches(
            "(?:verb=.* )?GET /api/show 200 bytes=0 ms=\\d+ subject=ann id=access-1 peer=127\\.0\\.0\\.1:\\d+");
    send(bare("/a%0ab").header("X-Request-Id", "access-2").GET());
    assertThat(eventually("farmgate.access", "id=access-2").message())
        .contains("GET /a%0ab 401 bytes=")
        .contains(" subject=- ");
  }

  @Test
  void aLineOfTheAccessLogThatWaitsShouldHoldNothingLong() throws Exception {
    send(bare("/" + "x".repeat(4000)).header("X-Request-Id", "access-3").GET());

    Object line = eventually("farmgate.access", "id=access-3").arguments().getFirst();
    for (RecordComponent part : line.getClass().getRecordComponents()) {
      part.getAccessor().setAccessible(true);
      assertThat(part.getAccessor().invoke(line).toString()).hasSizeLessThan(210);
    }
  }

  @Test
  void aPortInUseShouldBeSaidInASentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      EdgeConfig config = EdgeConfig.loopback(taken.getLocalPort());

      assertThatThrownBy(() -> EdgeServer.start(config, new FakeTokens(), List.of()))
          .isInstanceOf(EdgeException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort() + " cannot be listened on")
          .hasMessageContaining("REST_PORT");
    }
  }

  @Test
  void anUnknownHostShouldBeSaidInASentence() {
    EdgeConfig good = EdgeConfig.loopback(0);
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("no.such.host.invalid", 80);
    EdgeConfig config = new EdgeConfig(nowhere, 1, 403, Set.of(), Duration.ZERO, good.limits());

    assertThatThrownBy(() -> EdgeServer.start(config, new FakeTokens(), List.of()))
        .isInstanceOf(EdgeException.class)
        .hasMessageContaining("no.such.host.invalid:80 cannot be listened on: no such host");
  }

  @Test
  void impossibleSettingsShouldBeRefused() {
    EdgeConfig good = EdgeConfig.loopback(0);
    InetSocketAddress bind = good.bind();
    assertThatThrownBy(() -> new EdgeConfig(bind, 0, 403, Set.of(), Duration.ZERO, good.limits()))
        .hasMessageContaining("maxBodyBytes: 0");
    assertThatThrownBy(() -> new EdgeConfig(bind, 1, 404, Set.of(), Duration.ZERO, good.limits()))
        .hasMessageContaining("rejectStatus: 404 (expected: 401 or 403)");
    assertThatThrownBy(
            () -> new EdgeConfig(bind, 1, 401, Set.of(), Duration.ofMillis(-1), good.limits()))
        .hasMessageContaining("shutdownTimeout");
  }

  private static RecordedLog.Line eventually(String logger, String text)
      throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      List<RecordedLog.Line> lines = RecordedLog.lines(logger, text);
      if (!lines.isEmpty()) {
        assertThat(lines).hasSize(1);
        return lines.getFirst();
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no log line with " + text);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static String head(String verb, String path) {
    return verb
        + " "
        + path
        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nConnection: close\r\n\r\n";
  }

  private HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return bare(path).header("Authorization", "Bearer good");
  }

  private HttpRequest.Builder bare(String path) {
    InetSocketAddress address = server.address();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
