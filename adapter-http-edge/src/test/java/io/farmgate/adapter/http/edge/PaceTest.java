package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that takes an answer a byte at a time does not keep it for ever. */
class PaceTest {
  private static final int LARGE = 32 << 20;

  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private final FakeApi api =
      new FakeApi()
          .on(
              "GET",
              "/whole",
              exchange -> {
                exchange.onEnd(() -> ended.complete(true));
                exchange.respond(200, "text/plain", new byte[LARGE]);
              })
          .on(
              "GET",
              "/stream",
              exchange -> {
                exchange.onEnd(() -> ended.complete(true));
                exchange.stream(200, "text/plain", sink -> sink.write(new byte[LARGE], 0, LARGE));
              })
          .on("GET", "/now", exchange -> exchange.respond(200, "text/plain", new byte[] {'!'}));
  private final EdgeServer server = start();

  private EdgeServer start() {
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
                Duration.ofMillis(800))),
        new FakeTokens(),
        List.of(api));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/whole", "/stream"})
  void clientThatDripsItsReadsShouldBeLeftAndOthersServed(String path) throws Exception {
    try (Socket socket = ask(path, 8 << 10)) {
      Thread drip =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  InputStream in = socket.getInputStream();
                  while (in.read() >= 0) {
                    Thread.sleep(20);
                  }
                } catch (IOException | InterruptedException e) {
                  // The server has hung up, which is what is waited for.
                }
              });
      try (RawClient other = new RawClient(server.address())) {
        assertThat(
                other
                    .send("GET /now HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n")
                    .readUntil("!"))
            .startsWith("HTTP/1.1 200 ");
      }
      assertThat(ended.get(8, TimeUnit.SECONDS)).isTrue();
      drip.interrupt();
      drip.join(10_000);
    }
  }

  @Test
  void clientThatIsSlowButSteadyShouldGetAll() throws Exception {
    try (Socket socket = ask("/whole", 1 << 20)) {
      InputStream in = socket.getInputStream();
      long all = 0;
      byte[] buffer = new byte[1 << 20];
      int read = in.read(buffer);
      while (read >= 0 && all < LARGE) {
        all += read;
        Thread.sleep(20);
        read = in.read(buffer);
      }
      assertThat(all).isGreaterThanOrEqualTo(LARGE);
    }
  }

  @Test
  void whatFilledTheBuffersShouldNotCount() {
    Pace pace = new Pace(Duration.ofMillis(100));
    pace.moved(1 << 20);
    assertThat(pace.begin()).isEqualTo(100);
    pace.end();
    pace.moved(1);
    assertThat(pace.begin()).isLessThan(101);
    long end = System.nanoTime() + Duration.ofMillis(120).toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    pace.end();
    pace.moved(1);
    assertThat(pace.begin()).isZero();
    pace.moved(1000);
    assertThat(pace.begin()).as("a new period").isEqualTo(100);
  }

  private Socket ask(String path, int buffer) throws IOException, SocketException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(buffer);
    socket.connect(server.address());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + path
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Authorization: Bearer good\r\n\r\n")
                .getBytes(US_ASCII));
    return socket;
  }
}
