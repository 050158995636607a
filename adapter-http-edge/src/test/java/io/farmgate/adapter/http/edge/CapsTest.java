package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No client has all connections. */
class CapsTest {
  private static final String GET =
      "GET /now HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n";

  private final List<RawClient> clients = new ArrayList<>();
  private final FakeApi api =
      new FakeApi()
          .on("GET", "/now", exchange -> exchange.respond(200, "text/plain", new byte[] {'!'}));
  private final EdgeServer server = start(new EdgeConfig.Caps(8, 5, 10));

  private EdgeServer start(EdgeConfig.Caps caps) {
    EdgeConfig plain = EdgeConfig.loopback(0);
    return EdgeServer.start(
        new EdgeConfig(
            plain.bind(),
            1000,
            403,
            Set.of(),
            Duration.ofMillis(100),
            plain.limits(),
            caps,
            EdgeConfig.CORS_HEADERS,
            Optional.empty()),
        new FakeTokens(),
        List.of(api));
  }

  @AfterEach
  void stop() {
    clients.forEach(RawClient::close);
    server.close();
  }

  @Test
  void oneAddressShouldNotHaveAllConnections() throws Exception {
    for (int i = 0; i < 5; i++) {
      RawClient client = new RawClient(server.address());
      clients.add(client);
      client.send(GET).readUntil("!");
    }
    try (RawClient sixth = new RawClient(server.address())) {
      assertThat(sixth.readToEnd()).doesNotContain("HTTP");
    }
    assertThat(RecordedLog.lines("Connections", "refuses connections from 127.0.0.1")).isNotEmpty();

    // Others are served, until there are too many of all.
    for (int i = 2; i < 5; i++) {
      assertThat(from("127.0.0." + i)).startsWith("HTTP/1.1 200 ");
      clients.getLast().send(GET).readUntil("!");
    }
    assertThat(from("127.0.0.9")).isEmpty();

    // Room is back at once.
    clients.removeFirst().close();
    TlsTest.within(() -> {
      try (RawClient again = new RawClient(server.address())) {
        return again
            .send(GET.replace("Host", "Connection: close\r\nHost"))
            .readToEnd()
            .startsWith("HTTP/1.1 200 ");
      } catch (UncheckedIOException e) {
        return false;
      }
    });
  }

  /** Asks once; keeps the connection where there is an answer. */
  private String from(String address) throws Exception {
    Socket socket =
        new Socket(
            server.address().getAddress(),
            server.address().getPort(),
            InetAddress.ofLiteral(address),
            0);
    socket.setSoTimeout(10_000);
    try {
      socket.getOutputStream().write(GET.getBytes(US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(15);
      if (answer.length == 0) {
        socket.close();
        return "";
      }
      clients.add(new RawClient(socket));
      clients.getLast().readUntil("!");
      return new String(answer, StandardCharsets.US_ASCII);
    } catch (SocketException e) {
      socket.close();
      return "";
    }
  }
}
