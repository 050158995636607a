package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private static final String GET =
      "GET /wait HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n";

  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch arrived = new CountDownLatch(20);
  private final FakeApi api =
      new FakeApi()
          .on(
              "GET",
              "/wait",
              exchange ->
                  exchange.onVirtualThread(() -> {
                    arrived.countDown();
                    try {
                      release.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                    exchange.respond(200, "text/plain", "done".getBytes(US_ASCII));
                  }))
          .on("GET", "/now", exchange -> exchange.respond(200, "text/plain", new byte[] {'!'}))
          .on("GET", "/never", exchange -> arrived.countDown());

  private EdgeServer start(Duration shutdownTimeout) {
    EdgeConfig plain = EdgeConfig.loopback(0);
    return EdgeServer.start(
        new EdgeConfig(plain.bind(), 1000, 403, Set.of(), shutdownTimeout, plain.limits()),
        new FakeTokens(),
        List.of(api));
  }

  @Test
  void callsInFlightShouldFinishAndNewOnesBeTurnedAway() throws Exception {
    EdgeServer server = start(Duration.ofSeconds(30));
    InetSocketAddress address = server.address();
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      clients.add(new RawClient(address).send(GET));
    }
    RawClient idle = new RawClient(address);
    idle.send(GET.replace("/wait", "/now")).readUntil("!");
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    awaitRefusal(address);
    assertThat(idle.send(GET.replace("/wait", "/now")).readToEnd())
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-After: 1\r\n", "Connection: close\r\n", "\"code\":14");
    assertThat(closed).isNotDone();
    release.countDown();

    for (RawClient client : clients) {
      assertThat(client.readToEnd())
          .startsWith("HTTP/1.1 200 ")
          .contains("Connection: close\r\n")
          .endsWith("done");
      client.close();
    }
    idle.close();
    closed.get(10, TimeUnit.SECONDS);
    server.close();
  }

  @Test
  void aCallThatDoesNotEndShouldNotHoldTheServer() throws Exception {
    EdgeServer server = start(Duration.ofMillis(200));
    try (RawClient stuck = new RawClient(server.address()).send(GET);
        RawClient silent = new RawClient(server.address()).send(GET.replace("/wait", "/never"))) {
      while (arrived.getCount() > 18) {
        Thread.sleep(5);
      }
      long start = System.nanoTime();
      server.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
      assertThat(stuck.readToEnd()).doesNotContain("200");
      assertThat(silent.readToEnd()).doesNotContain("200");
    }
  }

  @Test
  void aServerWithoutCallsShouldCloseAtOnceAndFreeItsPort() throws Exception {
    EdgeServer server = start(Duration.ofSeconds(30));
    InetSocketAddress address = server.address();
    try (RawClient idle = new RawClient(address)) {
      assertThat(edgeThreads()).isPositive();
      long start = System.nanoTime();
      server.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      assertThat(idle.readToEnd()).doesNotContain("HTTP");
    }
    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
        .isInstanceOf(IOException.class);
    for (int i = 0; i < 500 && edgeThreads() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(edgeThreads()).as("threads left behind").isZero();
  }

  private static long edgeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("edge "))
        .count();
  }

  private static void awaitRefusal(InetSocketAddress address) throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      try {
        new Socket(address.getAddress(), address.getPort()).close();
        Thread.sleep(5);
      } catch (IOException e) {
        return;
      }
    }
    throw new AssertionError("the server still accepts");
  }
}
