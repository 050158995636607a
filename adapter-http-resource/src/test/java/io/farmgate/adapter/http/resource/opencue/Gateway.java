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
import io.farmgate.application.ManageWebhooks;
import io.farmgate.application.ReadLogs;
import io.farmgate.application.SubmitWork;
import io.farmgate.application.WatchFarm;
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
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A gateway on a free port, over real HTTP; a token's text is who calls, in that role where it is
 * one's name, otherwise as admin. Every answer is held to the document.
 */
final class Gateway implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** What was recorded of each call: who, which operation and how it ended. */
  final Queue<String> records = new ConcurrentLinkedQueue<>();

  /** Short, so that tests need not wait. */
  private static final Duration HEARTBEAT = Duration.ofMillis(200);

  /** A farm is watched no longer than somebody listens. */
  static final WatchFarm.Settings WATCH = new WatchFarm.Settings(4096, Duration.ZERO, 1000, 500);

  /** They call nobody. */
  final MemoryWebhooks webhooks = new MemoryWebhooks();

  private final EdgeServer server;
  private final WatchFarm watch;
  private final Set<String> expired = ConcurrentHashMap.newKeySet();
  private final CheckedClient client = new CheckedClient();

  Gateway(FarmPorts ports) {
    this(false, new Farm("local", "farm of a test", Optional.of(ports), Optional.empty()));
  }

  /** With logs that are followed so. */
  Gateway(FarmPorts ports, FrameLogApi.Pace pace) {
    this(
        false,
        pace,
        new WatchFarm(new AccessPolicy(), WATCH),
        new Farm("local", "farm of a test", Optional.of(ports), Optional.empty()));
  }

  Gateway(boolean openReads, Farm... farms) {
    this(openReads, new WatchFarm(new AccessPolicy(), WATCH), farms);
  }

  Gateway(boolean openReads, WatchFarm watch, Farm... farms) {
    this(openReads, FrameLogApi.Pace.USUAL, watch, farms);
  }

  private Gateway(boolean openReads, FrameLogApi.Pace pace, WatchFarm watch, Farm... farms) {
    this.watch = watch;
    expired.add("expired");
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
            new OpenCueResourceConfig("gate1", 77, openReads, HEARTBEAT),
            all,
            browse,
            new ControlFarm(policy),
            new SubmitWork(policy),
            watch,
            new ManageWebhooks(policy, Optional.of(webhooks)),
            recorder);
    FrameLogApi logs = new FrameLogApi(all, new ReadLogs(policy, browse), recorder, pace);
    server = EdgeServer.start(config(), this::caller, List.of(logs, api));
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
    HttpRequest asked = request.build();
    try {
      CheckedClient.Reply reply = client.send(asked);
      return new Answer(reply.statusCode(), reply.headers(), reply.bytes());
    } catch (IOException e) {
      throw new AssertionError("no whole answer to " + asked, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Starts to read an answer as a viewer; its body comes as it is sent. */
  HttpResponse<InputStream> open(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer viewer").build();
    try {
      return client.open(request);
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
  }

  /** As usual, but that all of a test's clients come from one address. */
  private static EdgeConfig config() {
    EdgeConfig usual = EdgeConfig.loopback(0);
    return new EdgeConfig(
        usual.bind(),
        usual.maxBodyBytes(),
        usual.rejectStatus(),
        usual.corsOrigins(),
        // Longer than any test's patience: what waits for its end is seen.
        Duration.ofMinutes(3),
        usual.limits(),
        new EdgeConfig.Caps(4096, 4096, 128),
        usual.corsHeaders(),
        usual.tls());
  }

  /** From now on the token is no longer taken. */
  void expire(String token) {
    expired.add(token);
  }

  private Caller caller(String token) {
    if (expired.contains(token)) {
      throw new FarmException(new Unauthenticated("the token has expired", Reason.REJECTED));
    }
    for (Role role : Role.values()) {
      if (token.equals(role.name().toLowerCase(Locale.ROOT))) {
        return new Caller(token, role);
      }
    }
    return new Caller(token, Role.ADMIN);
  }

  /** Closes the server, whatever its client still reads. */
  void stop() {
    server.close();
  }

  @Override
  public void close() {
    client.close();
    server.close();
    watch.close();
  }
}
