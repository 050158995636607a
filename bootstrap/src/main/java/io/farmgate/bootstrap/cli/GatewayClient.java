package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Calls one gateway's resource API. What it refuses is thrown as {@link CliException}. */
final class GatewayClient implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");
  private static final int MAX_SHOWN = 2000;

  private final URI base;
  private final String token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  GatewayClient(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Reads one thing. */
  JsonNode get(String path) {
    return json(send("GET", path, null, ANSWER, BodyHandlers.ofInputStream()));
  }

  /** Changes something, with a body or without. */
  JsonNode send(String verb, String path, @Nullable JsonNode body) {
    return json(send(verb, path, body, ANSWER, BodyHandlers.ofInputStream()));
  }

  /** Reads a list, page by page where the gateway gives pages. */
  void pages(String path, Consumer<JsonNode> page) {
    Optional<String> next = Optional.of(path);
    while (next.isPresent()) {
      HttpResponse<InputStream> response =
          send("GET", next.get(), null, ANSWER, BodyHandlers.ofInputStream());
      page.accept(json(response));
      next = nextPage(response);
    }
  }

  /** Opens a text that may go on for as long as it likes. */
  InputStream open(String path) {
    return send("GET", path, null, null, BodyHandlers.ofInputStream()).body();
  }

  private HttpResponse<InputStream> send(
      String verb,
      String path,
      @Nullable JsonNode body,
      @Nullable Duration limit,
      BodyHandler<InputStream> handler) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + token)
            .method(verb, publisher(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (limit != null) {
      request.timeout(limit);
    }
    try {
      HttpResponse<InputStream> response = http.send(request.build(), handler);
      if (response.statusCode() >= 300) {
        throw refused(response);
      }
      return response;
    } catch (HttpTimeoutException e) {
      throw new CliException(
          CliExit.UNREACHABLE, base + " does not answer in time; the call may have been made", e);
    } catch (SSLException e) {
      throw new CliException(
          CliExit.UNREACHABLE,
          base
              + " cannot be trusted: "
              + e.getMessage()
              + " (expected: a certificate that Java"
              + " trusts)",
          e);
    } catch (IOException e) {
      throw new CliException(
          CliExit.UNREACHABLE,
          "no gateway answers at "
              + base
              + " (expected: './farmgate serve' there, or another address in --url or "
              + GatewayFlags.URL
              + ")",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(CliExit.UNREACHABLE, "interrupted", e);
    }
  }

  private static BodyPublisher publisher(@Nullable JsonNode body) {
    return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
  }

  private JsonNode json(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new CliException(
          CliExit.UNREACHABLE, base + " is no Farmgate: it answers what is no JSON", e);
    } catch (IOException e) {
      throw new CliException(
          CliExit.UNREACHABLE, "the answer of " + base + " broke off in the middle", e);
    }
  }

  private Optional<String> nextPage(HttpResponse<InputStream> response) {
    for (String link : response.headers().allValues("Link")) {
      Matcher next = NEXT.matcher(link);
      if (next.find()) {
        URI target = response.uri().resolve(next.group(1));
        String path = target.getRawPath();
        String prefix = Optional.ofNullable(base.getRawPath()).orElse("");
        // Only the path counts: the token goes to no other host than the one it is for.
        String own = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
        return Optional.of(target.getRawQuery() == null ? own : own + "?" + target.getRawQuery());
      }
    }
    return Optional.empty();
  }

  private CliException refused(HttpResponse<InputStream> response) {
    int status = response.statusCode();
    List<String> lines = new ArrayList<>();
    lines.add(sentence(response));
    response
        .headers()
        .firstValue("Retry-After")
        .ifPresent(seconds -> lines.add("Try again in " + Text.printable(seconds) + " s."));
    if (status >= 500 && status != 501) {
      response
          .headers()
          .firstValue("X-Request-Id")
          .ifPresent(
              id -> lines.add("The gateway's log has more under " + Text.printable(id) + "."));
    }
    return new CliException(exitCode(status), String.join("\n", lines));
  }

  private String sentence(HttpResponse<InputStream> response) {
    String status = base + " answers " + response.statusCode();
    String text;
    try (InputStream body = response.body()) {
      text = new String(body.readNBytes(1 << 20), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return status;
    }
    JsonNode error = tree(text);
    JsonNode violations = error.path("violations");
    if (violations.size() > 1) {
      StringBuilder all = new StringBuilder(Text.count(violations.size(), "problem") + ":");
      violations.forEach(one ->
          all.append("\n  ")
              .append(Text.printable(one.path("where").asText()))
              .append(": ")
              .append(Text.printable(one.path("problem").asText())));
      return all.toString();
    }
    String said = Text.printable(error.path("error").asText());
    return said.isEmpty() ? status : said.substring(0, Math.min(said.length(), MAX_SHOWN));
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static int exitCode(int status) {
    return switch (status) {
      case 401, 403 -> CliExit.REFUSED_CALLER;
      case 404 -> CliExit.NOT_FOUND;
      case 501 -> CliExit.UNSUPPORTED;
      case 429 -> CliExit.UNAVAILABLE;
      default -> status >= 500 ? CliExit.UNAVAILABLE : CliExit.REFUSED;
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
