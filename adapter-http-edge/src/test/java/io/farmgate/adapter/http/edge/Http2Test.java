package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds over HTTP/1.1 holds over HTTP/2. */
class Http2Test {
  private static final byte[] BLOCK = "0123456789abcdef".repeat(4096).getBytes(US_ASCII);
  private static final int STREAMS = 20;

  @TempDir private static Path shared;

  private final TestCertificate certificate = TestCertificate.make(shared);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger handled = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();
  private final CompletableFuture<Throwable> endless = new CompletableFuture<>();
  private final FakeApi api =
      new FakeApi()
          .on(
              "POST",
              "/echo",
              exchange ->
                  exchange.readBody(body -> {
                    handled.incrementAndGet();
                    exchange.respond(200, "text/plain", body);
                  }))
          .on("GET", "/wait", this::waits)
          .on("GET", "/endless", this::endless)
          .on("GET", "/cut", Http2Test::cuts);
  private final EdgeServer server =
      EdgeServer.start(
          TlsTest.config(
              certificate.write(shared),
              new EdgeConfig.Limits(
                  4096,
                  20,
                  500,
                  Duration.ofMillis(2500),
                  Duration.ofMillis(1500),
                  Duration.ofMillis(700),
                  Duration.ofSeconds(30)),
              new EdgeConfig.Caps(100, 50, STREAMS)),
          new FakeTokens(),
          List.of(api));
  private final HttpClient client =
      HttpClient.newBuilder().sslContext(certificate.trusting()).build();

  @AfterEach
  void stop() {
    release.countDown();
    client.shutdownNow();
    server.close();
  }

  private void waits(EdgeExchange exchange) {
    exchange.onVirtualThread(() -> {
      handled.incrementAndGet();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.respond(200, "text/plain", "done".getBytes(US_ASCII));
    });
  }

  private void endless(EdgeExchange exchange) {
    exchange.stream(
        200,
        "text/plain",
        sink -> {
          try {
            while (true) {
              sink.write(BLOCK, 0, BLOCK.length);
              written.addAndGet(BLOCK.length);
            }
          } catch (IOException e) {
            endless.complete(e);
            throw e;
          }
        });
  }

  private static void cuts(EdgeExchange exchange) {
    exchange.stream(
        200,
        "text/plain",
        sink -> {
          sink.write(BLOCK, 0, BLOCK.length);
          throw new IllegalStateException("half way");
        });
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("https://localhost:" + server.address().getPort() + path))
        .header("Authorization", "Bearer good")
        .timeout(Duration.ofSeconds(20));
  }

  private static String[] get(String... more) {
    List<String> pairs =
        new ArrayList<>(
            List.of(
                ":method",
                "GET",
                ":scheme",
                "https",
                ":authority",
                "localhost",
                ":path",
                "/wait",
                "authorization",
                "Bearer good"));
    pairs.addAll(List.of(more));
    return pairs.toArray(String[]::new);
  }

  private static String[] post(String... more) {
    String[] pairs = get(more);
    pairs[1] = "POST";
    pairs[7] = "/echo";
    return pairs;
  }

  @Test
  void bodiesShouldGoBothWays() throws Exception {
    String body = "x".repeat(3 << 20);

    HttpResponse<String> answer =
        client.send(
            request("/echo").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void manyCallsShouldShareAConnection() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      answers.add(client.sendAsync(request("/wait").build(), BodyHandlers.ofString()));
    }
    TlsTest.within(() -> handled.get() == STREAMS);
    release.countDown();

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
    }
  }

  @Test
  void moreCallsThanTheCapOnOneConnectionShouldBeTurnedAway() {
    try (RawHttp2 raw = new RawHttp2(server.address(), certificate)) {
      RawHttp2.Frame settings = raw.await(RawHttp2.SETTINGS);
      assertThat(settings.payload()).contains("\0\3\0\0\0" + (char) STREAMS);
      for (int i = 0; i <= STREAMS; i++) {
        raw.send(
            RawHttp2.HEADERS,
            RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
            1 + 2 * i,
            RawHttp2.headers(get()));
      }

      RawHttp2.Frame refused = raw.await(RawHttp2.RST_STREAM);
      assertThat(refused.stream()).isEqualTo(1 + 2 * STREAMS);
      assertThat(refused.number(0)).as("CANCEL").isEqualTo(8);
    }
    assertThat(handled.get()).isLessThanOrEqualTo(STREAMS);
  }

  @Test
  void answerThatIsCutShouldNotLookWhole() {
    assertThatThrownBy(() -> client.send(request("/cut").build(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("RST_STREAM");
  }

  @Test
  void slowReaderShouldSlowTheWriterDownAndNobodyElse() throws Exception {
    HttpResponse<InputStream> slow =
        client.send(request("/endless").build(), BodyHandlers.ofInputStream());
    try (InputStream in = slow.body()) {
      assertThat(in.readNBytes(1 << 20)).hasSize(1 << 20);
      AtomicLong last = new AtomicLong(-1);
      TlsTest.within(() -> last.getAndSet(written.get()) == written.get());
      assertThat(written.get()).as("what windows and buffers hold").isLessThan(64L << 20);

      HttpResponse<String> other =
          client.send(
              request("/echo").POST(BodyPublishers.ofString("hi")).build(),
              BodyHandlers.ofString());
      assertThat(other.body()).isEqualTo("hi");

      long before = written.get();
      in.skipNBytes(64L << 20);
      assertThat(written.get()).as("goes on").isGreaterThan(before);
    }
    assertThat(endless.get(20, TimeUnit.SECONDS)).as("the reader has left").isNotNull();
  }

  @Test
  void bodyThatDoesNotArriveShouldTimeOut() {
    try (RawHttp2 raw = new RawHttp2(server.address(), certificate)) {
      raw.send(
          RawHttp2.HEADERS,
          RawHttp2.END_HEADERS,
          1,
          RawHttp2.headers(post("content-length", "10")));
      raw.send(RawHttp2.DATA, 0, 1, "abc".getBytes(US_ASCII));

      RawHttp2.Frame body = raw.await(RawHttp2.DATA);
      assertThat(body.payload()).contains("body: it did not arrive in time");
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void whatFramesMessagesInHttp1ShouldBeRefused() {
    for (String header :
        List.of("transfer-encoding", "keep-alive", "proxy-connection", "upgrade", "connection")) {
      assertRefused(post(header, "chunked"), "abc");
    }
    assertRefused(post("content-length", "+3"), "abc");
    assertRefused(post("content-length", "3", "content-length", "3"), "abc");
    assertRefused(post("content-length", "10"), "abc");
    assertRefused(post("content-length", "2"), "abc");
    assertRefused(post("x\r\nsmuggled", "1"), "abc");
    assertRefused(post("x", "1\r\nsmuggled: 1"), "abc");
    assertRefused(post("x", "nul\0"), "abc");
    assertThat(handled).hasValue(0);
  }

  /** It ends in an error of the stream or the connection, or in 400. */
  private void assertRefused(String[] headers, String body) {
    try (RawHttp2 raw = new RawHttp2(server.address(), certificate)) {
      raw.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.headers(headers));
      raw.send(RawHttp2.DATA, RawHttp2.END_STREAM, 1, body.getBytes(US_ASCII));
      RawHttp2.Frame frame = raw.read();
      while (frame != null
          && frame.type() != RawHttp2.RST_STREAM
          && frame.type() != RawHttp2.GOAWAY
          && frame.type() != RawHttp2.DATA) {
        frame = raw.read();
      }
      if (frame != null && frame.type() == RawHttp2.DATA) {
        assertThat(frame.payload()).as(String.join(" ", headers)).contains("\"code\":3");
      }
    }
  }

  @Test
  void clientsThatDoNotComeToARequestShouldBeLeft() throws Exception {
    long start = System.nanoTime();
    try (RawClient silent = new RawClient(server.address());
        RawHttp2 idle = new RawHttp2(server.address(), certificate)) {
      assertThat(silent.readToEnd()).as("no handshake").isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
      assertThat(idle.readUntil(99)).as("no request").isNull();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
  }

  @Test
  void clientThatDripsItsHeadersShouldBeLeft() throws Exception {
    byte[] frame =
        RawHttp2.frame(
            RawHttp2.HEADERS,
            RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
            1,
            RawHttp2.headers(get("x", "y".repeat(100))));
    try (RawHttp2 raw = new RawHttp2(server.address(), certificate)) {
      long start = System.nanoTime();
      Thread drip =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (byte one : frame) {
                    raw.sendBytes(new byte[] {one});
                    Thread.sleep(60);
                  }
                } catch (InterruptedException | RuntimeException e) {
                  // The server has hung up, which is what is waited for.
                }
              });
      assertThat(raw.readUntil(RawHttp2.HEADERS)).isNull();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
      drip.join(20_000);
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void callsInFlightShouldFinishWhenTheServerCloses() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      answers.add(client.sendAsync(request("/wait").build(), BodyHandlers.ofString()));
    }
    TlsTest.within(() -> handled.get() == STREAMS);

    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    assertThat(closed).isNotDone();
    release.countDown();

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
    }
    closed.get(20, TimeUnit.SECONDS);
  }
}
