package io.farmgate.adapter.http.resource.opencue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a gateway and programs that no test can look into (curl, a client that was
 * generated), and holds each answer that passes to the document, as {@link CheckedClient} does.
 */
public final class CheckedRelay implements AutoCloseable {
  /** Of one connection, or made by the client itself. */
  private static final Set<String> OWN =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "transfer-encoding",
          "upgrade");

  private final CheckedClient client = new CheckedClient();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String to;

  /**
   * Starts one, on a free port.
   *
   * @param to the gateway's address, without a slash at its end
   */
  public CheckedRelay(String to) throws IOException {
    this.to = to;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** Returns the address to call instead of the gateway's. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns what did not fit the document so far, one text for each answer. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Returns the calls that the document speaks of so far: verbs and paths. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = URI.create(to + exchange.getRequestURI());
      if (CheckedAnswers.isDescribed(uri)) {
        seen.add(exchange.getRequestMethod() + " " + uri.getPath());
      }
      HttpResponse<InputStream> answer = client.open(asked(exchange, uri));
      try (InputStream body = answer.body()) {
        answer
            .headers()
            .map()
            .forEach((name, values) -> {
              if (!isOwn(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
        boolean bodiless =
            exchange.getRequestMethod().equals("HEAD")
                || answer.statusCode() == 204
                || answer.statusCode() == 304;
        exchange.sendResponseHeaders(answer.statusCode(), bodiless ? -1 : 0);
        copy(body, exchange.getResponseBody());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (AssertionError e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private static HttpRequest asked(HttpExchange exchange, URI uri) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!isOwn(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  /** Sends on what comes as it comes: a stream of events has no end. */
  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[1 << 13];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      to.flush();
    }
  }

  private static boolean isOwn(String header) {
    return OWN.contains(header.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
