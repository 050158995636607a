package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port for whoever runs the gateway: {@code /metrics}, {@code /health/live} and {@code
 * /health/ready}. It asks for no token, so it belongs on the loopback address. It shares neither
 * threads nor buffers with the main port and answers while that one is busy. Thread-safe.
 */
public final class ManagementServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);

  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PATHS = "/metrics, /health/live, /health/ready";

  /** Seconds from the first byte of a request to its last one, and the same of an answer. */
  private static final int MAX_REQUEST_SECONDS = 5;

  private static final int MAX_ANSWER_SECONDS = 30;
  private static final int MAX_CONNECTIONS = 100;

  static {
    // The JDK's server has no other way, and reads them once. An operator's own go before these.
    limit("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
    limit("sun.net.httpserver.maxRspTime", MAX_ANSWER_SECONDS);
    limit("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Supplier<String> metrics;
  private final Supplier<Readiness> readiness;

  private ManagementServer(
      HttpServer server, Supplier<String> metrics, Supplier<Readiness> readiness) {
    this.server = server;
    this.metrics = metrics;
    this.readiness = readiness;
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("management-", 0).factory());
  }

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  /**
   * Starts to listen.
   *
   * @param bind port 0 picks a free one
   * @param metrics the figures in Prometheus' text format
   * @throws EdgeException when the address cannot be bound
   */
  public static ManagementServer start(
      InetSocketAddress bind, Supplier<String> metrics, Supplier<Readiness> readiness) {
    try {
      ManagementServer management =
          new ManagementServer(HttpServer.create(bind, 0), metrics, readiness);
      management.server.setExecutor(management.threads);
      management.server.createContext("/", management::answer);
      management.server.start();
      return management;
    } catch (IOException e) {
      throw new EdgeException(
          bind.getHostString()
              + ":"
              + bind.getPort()
              + " cannot be listened on for metrics and health: "
              + e.getMessage()
              + " (expected: an address of this machine, FARMGATE_MANAGEMENT_BIND, and a port that"
              + " no other program has, FARMGATE_MANAGEMENT_PORT, or off)",
          e);
    }
  }

  /** Returns the address that it listens on, with the real port. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")
          && !exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, 405, JSON, error("method: not served here (expected: GET)"));
        return;
      }
      route(exchange);
    } catch (RuntimeException e) {
      log.error("{} failed", exchange.getRequestURI().getRawPath(), e);
      throw e;
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getRawPath()) {
      case "/metrics" -> send(exchange, 200, PROMETHEUS, metrics.get());
      case "/health/live" -> send(exchange, 200, JSON, "{\"live\":true}");
      case "/health/ready" -> {
        Readiness now = readiness.get();
        send(exchange, now.whyNot().isEmpty() ? 200 : 503, JSON, now.json());
      }
      default ->
          send(exchange, 404, JSON, error("there is no such path (there are: " + PATHS + ")"));
    }
  }

  private static String error(String message) {
    return "{\"error\":" + JsonText.quote(message) + "}";
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Stops at once. Safe to call again. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
