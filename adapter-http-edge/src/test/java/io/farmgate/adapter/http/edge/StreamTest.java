package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamTest {
  private static final String GET = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n";
  private static final byte[] BLOCK = "0123456789abcdef".repeat(4096).getBytes(US_ASCII);

  private final FakeApi api = new FakeApi();
  private final EdgeServer server = start(Duration.ofSeconds(30));

  private EdgeServer start(Duration writeTimeout) {
    EdgeConfig plain = EdgeConfig.loopback(0);
    EdgeConfig.Limits limits = plain.limits();
    return EdgeServer.start(
        new EdgeConfig(
            plain.bind(),
            plain.maxBodyBytes(),
            403,
            Set.of(),
            Duration.ofMillis(100),
            new EdgeConfig.Limits(
                limits.maxHeaderBytes(),
                limits.maxHeaders(),
                limits.maxUrlChars(),
                limits.parseTimeout(),
                limits.idleTimeout(),
                limits.bodyTimeout(),
                writeTimeout)),
        new FakeTokens(),
        List.of(api));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Never ends by itself; completes with what ended it. */
  private CompletableFuture<Throwable> endless(String path) {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    api.on(
        "GET",
        path,
        exchange ->
            exchange.stream(
                200,
                "text/plain",
                sink -> {
                  try {
                    while (true) {
                      sink.write(BLOCK, 0, BLOCK.length);
                    }
                  } catch (IOException e) {
                    end.complete(e);
                    throw e;
                  }
                }));
    return end;
  }

  @Test
  void aStreamShouldArriveWholeAndKeepTheConnection() {
    api.on(
        "GET",
        "/s",
        exchange -> {
          exchange.setHeader("X-More", "1");
          exchange.stream(
              202,
              "text/csv",
              sink -> {
                assertThat(Thread.currentThread().isVirtual()).isTrue();
                sink.write("xabcx".getBytes(US_ASCII), 1, 3);
                sink.write(new byte[0], 0, 0);
                sink.write("def".getBytes(US_ASCII), 0, 3);
              });
        });
    try (RawClient raw = new RawClient(server.address())) {
      for (int i = 0; i < 2; i++) {
        String answer = raw.send("GET /s" + GET + "\r\n").readUntil("\r\n0\r\n\r\n");

        assertThat(answer)
            .startsWith("HTTP/1.1 202 ")
            .contains(
                "Transfer-Encoding: chunked\r\n", "Content-Type: text/csv\r\n", "X-More: 1\r\n")
            .doesNotContain("Content-Length")
            .endsWith("\r\n\r\n03\r\nabc\r\n03\r\ndef\r\n0\r\n\r\n");
      }
      assertThat(raw.send("GET /s" + GET + "Connection: close\r\n\r\n").readToEnd())
          .contains("Transfer-Encoding: chunked\r\n")
          .endsWith("\r\n0\r\n\r\n");
    }
  }

  @Test
  void aStreamOfNothingShouldBeAnEmptyBody() {
    api.on("GET", "/s", exchange -> exchange.stream(200, "text/plain", sink -> {}));
    try (RawClient raw = new RawClient(server.address())) {
      assertThat(raw.send("GET /s" + GET + "Connection: close\r\n\r\n").readToEnd())
          .startsWith("HTTP/1.1 200 ")
          .contains("Content-Length: 0\r\n");
    }
  }

  @Test
  void aFailureBeforeTheFirstByteShouldBeAnOrdinaryOne() {
    api.on(
        "GET",
        "/s",
        exchange ->
            exchange.stream(
                200,
                "text/plain",
                sink -> {
                  throw new FarmException(new FarmFailure.NotFound("there is no job 'j'"));
                }));
    try (RawClient raw = new RawClient(server.address())) {
      assertThat(raw.send("GET /s" + GET + "Connection: close\r\n\r\n").readToEnd())
          .startsWith("HTTP/1.1 404 ")
          .contains("Content-Type: application/json\r\n")
          .doesNotContain("chunked");
    }
  }

  @Test
  void aFailureAfterTheFirstByteShouldNeverEndTheBodyCleanly() {
    api.on(
        "GET",
        "/s",
        exchange ->
            exchange.stream(
                200,
                "text/plain",
                sink -> {
                  sink.write("abc".getBytes(US_ASCII), 0, 3);
                  throw new IllegalStateException("the farm went away");
                }));
    for (String version : List.of("HTTP/1.1", "HTTP/1.0")) {
      try (RawClient raw = new RawClient(server.address())) {
        raw.send("GET /s" + GET.replace("HTTP/1.1", version) + "X-Request-Id: cut-1\r\n\r\n");
        String answer = raw.readToEnd();

        // The reset may overtake what was sent; what must not come is a good end.
        assertThat(answer).endsWith("[reset]").doesNotContain("0\r\n\r\n");
      }
    }
    assertThat(RecordedLog.lines("EdgeExchange", "cut-1")).hasSize(2);
  }

  @Test
  void aWriterThatSwallowsItsFailureShouldNotMakeTheBodyWhole() throws Exception {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    api.on(
        "GET",
        "/s",
        exchange ->
            exchange.stream(
                200,
                "text/plain",
                sink -> {
                  try {
                    while (true) {
                      sink.write(BLOCK, 0, BLOCK.length);
                    }
                  } catch (IOException e) {
                    over.complete(true);
                  }
                }));
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("GET /s" + GET + "\r\n").readUntil("0123");
    }
    assertThat(over.get(10, TimeUnit.SECONDS)).isTrue();
    server.close();
  }

  @Test
  void aClientThatLeavesShouldEndTheWriterWithoutAStackTrace() throws Exception {
    CompletableFuture<Throwable> end = endless("/endless");
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("GET /endless" + GET + "X-Request-Id: left-1\r\n\r\n").readUntil("0123");
    }

    assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    for (int i = 0; i < 500 && RecordedLog.lines("access", "id=left-1").isEmpty(); i++) {
      Thread.sleep(10);
    }
    assertThat(RecordedLog.lines("access", "id=left-1")).hasSize(1);
    assertThat(RecordedLog.lines("EdgeExchange", "left-1")).isEmpty();
  }

  @Test
  void clientsThatLeaveShouldLeaveNothingOpen() throws Exception {
    CompletableFuture<Throwable> first = endless("/endless");
    long before = 0;
    for (int i = 0; i < 220; i++) {
      if (i == 20) {
        before = openFiles();
      }
      try (RawClient raw = new RawClient(server.address())) {
        raw.send("GET /endless" + GET + "\r\n").readUntil("0123");
      }
    }
    for (int i = 0; i < 500 && openFiles() > before + 5; i++) {
      Thread.sleep(10);
    }

    assertThat(first).isCompleted();
    assertThat(openFiles()).isLessThanOrEqualTo(before + 5);
  }

  private static long openFiles() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  @Test
  void aSlowClientShouldHoldTheWriterBackAndGetEverything() throws Exception {
    AtomicLong written = new AtomicLong();
    int blocks = 400;
    api.on(
        "GET",
        "/s",
        exchange ->
            exchange.stream(
                200,
                "text/plain",
                sink -> {
                  for (int i = 0; i < blocks; i++) {
                    sink.write(BLOCK, 0, BLOCK.length);
                    written.addAndGet(BLOCK.length);
                  }
                }));
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("GET /s" + GET + "Connection: close\r\n\r\n").readUntil("\r\n\r\n");
      long before = -1;
      while (before != written.get()) {
        before = written.get();
        Thread.sleep(200);
      }
      assertThat(before).as("written while nobody reads").isLessThan(blocks * (long) BLOCK.length);
      assertThat(chunkedLength(raw.socket())).isEqualTo(blocks * (long) BLOCK.length);
    }
  }

  @Test
  void aClientThatDoesNotReadAtAllShouldBeCut() throws Exception {
    try (EdgeServer impatient = start(Duration.ofMillis(300));
        RawClient raw = new RawClient(impatient.address())) {
      CompletableFuture<Throwable> end = endless("/endless");
      raw.send("GET /endless" + GET + "\r\n").readUntil("0123");

      assertThat(end.get(20, TimeUnit.SECONDS)).hasMessage("the client has stopped reading");
    }
  }

  @Test
  void aWholeAnswerToAClientThatDoesNotReadShouldBeCut() throws Exception {
    byte[] large = new byte[64 << 20];
    api.on("GET", "/large", exchange -> exchange.respond(200, "text/plain", large));
    try (EdgeServer impatient = start(Duration.ofMillis(300));
        RawClient raw = new RawClient(impatient.address())) {
      raw.send("GET /large" + GET + "X-Request-Id: stalled-1\r\n\r\n").readUntil("\r\n\r\n");
      for (int i = 0; i < 1000 && RecordedLog.lines("access", "id=stalled-1").isEmpty(); i++) {
        Thread.sleep(10);
      }
      assertThat(RecordedLog.lines("access", "id=stalled-1")).hasSize(1);
      assertThat(raw.readToEnd()).endsWith("[reset]");
    }
  }

  @Test
  void aLargeWholeAnswerShouldReachASlowClient() throws Exception {
    byte[] large = new byte[8 << 20];
    api.on(
        "GET",
        "/large",
        exchange -> exchange.onVirtualThread(() -> exchange.respond(200, "text/plain", large)));
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("GET /large" + GET + "Connection: close\r\n\r\n").readUntil("\r\n\r\n");
      Thread.sleep(300);
      assertThat(raw.socket().getInputStream().readAllBytes()).hasSize(large.length);
    }
  }

  @Test
  void closingDuringAStreamShouldBeBounded() throws Exception {
    CompletableFuture<Throwable> end = endless("/endless");
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("GET /endless" + GET + "\r\n").readUntil("0123");
      long start = System.nanoTime();
      server.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(end.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }
  }

  /** Reads a chunked body to its good end, and returns how long it was. */
  private static long chunkedLength(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    long length = 0;
    while (true) {
      int size = Integer.parseInt(line(in), 16);
      if (size == 0) {
        assertThat(line(in)).isEmpty();
        return length;
      }
      in.skipNBytes(size);
      length += size;
      assertThat(line(in)).isEmpty();
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      assertThat(next).as("the end of the connection").isNotNegative();
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
