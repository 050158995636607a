package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.farmgate.adapter.http.edge.EdgeConfig;
import io.farmgate.adapter.http.edge.EdgeServer;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallRecorder;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.ReadLogs;
import io.farmgate.application.SubmitWork;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated.Reason;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A gateway on a free port, over real HTTP; a token's text is who calls, in that role where it is
 * one's name, otherwise as admin. Every JSON answer is held to the document.
 */
final class Gateway implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** What was recorded of each call: who, which operation and how it ended. */
  final Queue<String> records = new ConcurrentLinkedQueue<>();

  private final EdgeServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  Gateway(FarmPorts ports) {
    this(false, new Farm("local", "farm of a test", Optional.of(ports), Optional.empty()));
  }

  /** With logs that are followed so. */
  Gateway(FarmPorts ports, FrameLogApi.Pace pace) {
    this(false, pace, new Farm("local", "farm of a test", Optional.of(ports), Optional.empty()));
  }

  Gateway(boolean openReads, Farm... farms) {
    this(openReads, FrameLogApi.Pace.USUAL, farms);
  }

  private Gateway(boolean openReads, FrameLogApi.Pace pace, Farm... farms) {
    AccessPolicy policy = new AccessPolicy();
    CallRecorder recorder =
        (caller, id, farm, operation, took, failure) ->
            records.add(
                caller.subject()
                    + " "
                    + operation
                    + failure.map(f -> " " + f.getClass().getSimpleName()).orElse(""));
    BrowseFarm browse = new BrowseFarm(policy);
    Farms all = new Farms(List.of(farms));
    OpenCueResourceApi api =
        new OpenCueResourceApi(
            new OpenCueResourceConfig("gate1", 77, openReads),
            all,
            browse,
            new ControlFarm(policy),
            new SubmitWork(policy),
            recorder);
    FrameLogApi logs = new FrameLogApi(all, new ReadLogs(policy, browse), recorder, pace);
    server = EdgeServer.start(EdgeConfig.loopback(0), Gateway::caller, List.of(logs, api));
  }

  /** An answer. */
  record Answer(
      int status,
      HttpHeaders headers,
      @SuppressWarnings("ArrayRecordComponent") // never compared
          byte[] bytes) {
    String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(bytes);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + body(), e);
      }
    }

    /** Returns the error's text, of an answer that is one. */
    String error() {
      assertThat(json().path("code").asInt()).as("code of " + body()).isEqualTo(status);
      return json().path("error").asText();
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  Answer get(String path, String... headers) {
    return call("GET", "viewer", path, headers);
  }

  Answer delete(String path) {
    return call("DELETE", "operator", path);
  }

  /** Calls as operator; a body that is not empty is JSON. */
  Answer post(String path, String body) {
    return send("POST", "operator", path, body);
  }

  /** As {@link #call}, with a body in JSON. */
  Answer send(String verb, String token, String path, String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + (body.isEmpty() ? 0 : 2));
    if (!body.isEmpty()) {
      all[headers.length] = "Content-Type";
      all[headers.length + 1] = "application/json";
    }
    return call(verb, token, path, BodyPublishers.ofString(body), all);
  }

  /**
   * Calls.
   *
   * @param token empty for none
   * @param headers name, value, name, value...
   */
  Answer call(String verb, String token, String path, String... headers) {
    return call(verb, token, path, BodyPublishers.noBody(), headers);
  }

  Answer call(String verb, String token, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(verb, body);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    Answer answer = send(request.build());
    boolean isDocument = path.equals(Documents.CONTRACT) && answer.status() == 200;
    if (!isDocument
        && answer.header("Content-Type").equals("application/json")
        && answer.header("Content-Encoding").isEmpty()
        && answer.bytes().length > 0) {
      assertThat(
              Contract.problem(
                  verb,
                  uri(path).getPath(),
                  path.contains("fields="),
                  answer.status(),
                  "application/json",
                  answer.bytes()))
          .as(verb + " " + path + " answered " + answer.body())
          .isEmpty();
    }
    return answer;
  }

  /** Starts to read an answer as a viewer; its body comes as it is sent. */
  HttpResponse<InputStream> open(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer viewer").build();
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new AssertionError("no whole answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
  }

  private static Caller caller(String token) {
    if (token.equals("expired")) {
      throw new FarmException(new Unauthenticated("the token has expired", Reason.REJECTED));
    }
    for (Role role : Role.values()) {
      if (token.equals(role.name().toLowerCase(Locale.ROOT))) {
        return new Caller(token, role);
      }
    }
    return new Caller(token, Role.ADMIN);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
