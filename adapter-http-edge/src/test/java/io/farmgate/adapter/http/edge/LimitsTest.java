package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  private static final String GOOD = "Host: x\r\nAuthorization: Bearer good\r\n";
  private static final String CLOSE = GOOD + "Connection: close\r\n\r\n";

  private final AtomicInteger handled = new AtomicInteger();
  private final FakeApi api =
      new FakeApi()
          .on(
              "POST",
              "/x",
              exchange ->
                  exchange.readBody(body -> {
                    handled.incrementAndGet();
                    exchange.respond(200, "text/plain", body);
                  }));
  private final EdgeServer server =
      EdgeServer.start(
          new EdgeConfig(
              EdgeConfig.loopback(0).bind(),
              1000,
              403,
              Set.of(),
              Duration.ofSeconds(1),
              new EdgeConfig.Limits(
                  4096,
                  20,
                  500,
                  Duration.ofMillis(300),
                  Duration.ofMillis(600),
                  Duration.ofMillis(400),
                  Duration.ofSeconds(5))),
          new FakeTokens(),
          List.of(api));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aBodyOfTheLimitShouldBeTaken() {
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("POST /x HTTP/1.1\r\nContent-Length: 1000\r\n" + CLOSE + "a".repeat(1000));
      assertThat(raw.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("a".repeat(1000));
    }
  }

  @Test
  void aBodyOverTheLimitShouldBeRefusedAndTheConnectionEnded() {
    String more = "POST /x HTTP/1.1\r\nContent-Length: 0\r\n" + GOOD + "\r\n";
    List<String> requests =
        List.of(
            "Content-Length: 1001\r\n" + GOOD + "\r\n" + "a".repeat(1001),
            "Content-Length: 200000\r\n" + GOOD + "\r\n" + "a".repeat(200_000),
            "Transfer-Encoding: chunked\r\n"
                + GOOD
                + "\r\n"
                + ("fa\r\n" + "a".repeat(250) + "\r\n").repeat(5)
                + "0\r\n\r\n",
            // It is said before the body has come at all.
            "Content-Length: 1000000000000\r\n" + GOOD + "\r\n");
    for (String request : requests) {
      try (RawClient raw = new RawClient(server.address())) {
        raw.send("POST /x HTTP/1.1\r\n" + request);
        String answer = raw.readUntil("]}");

        assertThat(answer)
            .startsWith("HTTP/1.1 413 ")
            .contains("Connection: close\r\n")
            .contains("\"code\":8,\"message\":\"body: longer than the limit of 1000 bytes\"");
        assertThat(raw.send(request.contains("1000000000000") ? "" : more).readToEnd())
            .doesNotContain("HTTP/1.1");
      }
    }
    assertThat(handled).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLimitShouldBeTheConfiguredOneAndNoOther(boolean chunked) {
    int limit = (int) EdgeConfig.DEFAULT_MAX_BODY_BYTES;
    FakeApi length =
        new FakeApi()
            .on(
                "POST",
                "/length",
                exchange ->
                    exchange.readBody(body ->
                        exchange.respond(
                            200, "text/plain", Integer.toString(body.length).getBytes(UTF_8))));
    try (EdgeServer large =
        EdgeServer.start(EdgeConfig.loopback(0), new FakeTokens(), List.of(length))) {
      assertThat(sendAll(large, limit, chunked)).startsWith("HTTP/1.1 200 ").endsWith("\n" + limit);
      // This client looks for an answer only when it has sent everything.
      assertThat(sendAll(large, limit + (1 << 20), chunked)).startsWith("HTTP/1.1 413 ");
    }
  }

  private static String sendAll(EdgeServer server, int length, boolean chunked) {
    int piece = 1 << 16;
    String bytes = "a".repeat(piece);
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("POST /length HTTP/1.1\r\n");
      raw.send(chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + length + "\r\n");
      raw.send(CLOSE);
      for (int sent = 0; sent < length; sent += piece) {
        raw.send(chunked ? "10000\r\n" + bytes + "\r\n" : bytes);
      }
      return raw.send(chunked ? "0\r\n\r\n" : "").readToEnd();
    }
  }

  @Test
  void aLongUrlShouldBeRefused() {
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("POST /x?" + "a".repeat(500) + " HTTP/1.1\r\n" + CLOSE);
      assertThat(raw.readToEnd())
          .startsWith("HTTP/1.1 414 ")
          .contains("URL: longer than the limit of 500 characters");
    }
  }

  @Test
  void largeAndManyHeadersShouldBeRefused() {
    for (String headers : List.of("A: " + "a".repeat(5000) + "\r\n", "A: b\r\n".repeat(21))) {
      try (RawClient raw = new RawClient(server.address())) {
        raw.send("POST /x HTTP/1.1\r\n" + headers + CLOSE);
        assertThat(raw.readToEnd()).matches("(?s)(HTTP/1\\.1 400 .*)?(\\[reset])?");
      }
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void aClientThatSaysNothingShouldBeLeft() {
    try (RawClient raw = new RawClient(server.address())) {
      assertThat(raw.readToEnd()).isEmpty();
    }
  }

  @Test
  void aClientThatStopsAfterAnAnswerShouldBeLeft() {
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("POST /x HTTP/1.1\r\nContent-Length: 1\r\n" + GOOD + "\r\n!");
      assertThat(raw.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("!");
    }
  }

  @Test
  void aClientThatDripsItsHeadersShouldBeLeft() throws InterruptedException {
    try (RawClient raw = new RawClient(server.address())) {
      long start = System.nanoTime();
      AtomicInteger sent = new AtomicInteger();
      Thread drip =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  raw.send("POST /x HTTP/1.1\r\n");
                  while (sent.incrementAndGet() < 500) {
                    Thread.sleep(20);
                    raw.send("A");
                  }
                } catch (InterruptedException | RuntimeException e) {
                  // The server has hung up, which is what is waited for.
                }
              });
      assertThat(raw.readToEnd()).doesNotContain(" 200 ");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      drip.join(20_000);
    }
  }

  @Test
  void aBodyThatDoesNotArriveShouldTimeOut() {
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("POST /x HTTP/1.1\r\nContent-Length: 10\r\n" + GOOD + "\r\nabc");
      assertThat(raw.readUntil("]}"))
          .startsWith("HTTP/1.1 408 ")
          .contains("body: it did not arrive in time");
    }
    assertThat(handled).hasValue(0);
  }
}
