package io.farmgate.adapter.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody who is called, on a free port of this machine, and answers as a test wants. */
final class Receiver implements AutoCloseable {
  /** Never answered, until the receiver is closed. */
  static final int NEVER = -1;

  /** All calls, in their order. */
  final List<Received> calls = new CopyOnWriteArrayList<>();

  private final BlockingQueue<Received> fresh = new LinkedBlockingQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile int answer = 204;

  Receiver() {
    this(0);
  }

  Receiver(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** A call: its path, its body and what it is signed with. */
  record Received(String path, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** Tells whether it was signed with a secret. */
    boolean isSigned(Secret secret) {
      return header("webhook-signature")
          .equals(
              secret.sign(header("webhook-id"), Long.parseLong(header("webhook-timestamp")), body));
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Received call =
          new Received(
              exchange.getRequestURI().getPath(),
              Map.of(
                  "webhook-id", header(exchange, "webhook-id"),
                  "webhook-timestamp", header(exchange, "webhook-timestamp"),
                  "webhook-signature", header(exchange, "webhook-signature"),
                  "content-type", header(exchange, "content-type")),
              new String(body, StandardCharsets.UTF_8));
      calls.add(call);
      fresh.add(call);
      int status = answer;
      if (status == NEVER) {
        closing.await();
        return;
      }
      if (status / 100 == 3) {
        exchange.getResponseHeaders().set("Location", "/elsewhere");
      }
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
  }

  void answers(int status) {
    answer = status;
  }

  URI target() {
    return URI.create("http://127.0.0.1:" + port() + "/hook");
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Waits for the next call. */
  Received next() throws InterruptedException {
    Received call = fresh.poll(20, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("no call within 20 s; so far " + calls.size());
    }
    return call;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
