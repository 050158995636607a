package io.farmgate.adapter.http.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.farmgate.adapter.http.edge.EdgeConfig;
import io.farmgate.adapter.http.edge.EdgeServer;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.CallRecorder;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.SubmitWork;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.TokenVerifier;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A gateway on a free port, over real HTTP; a token's text is who calls, in the role of admin. */
final class Gateway implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final MethodCatalogue CATALOGUE = MethodCatalogue.load();

  /** How many keys were passed over, by method. */
  final Map<String, Integer> ignored = new ConcurrentHashMap<>();

  private final EdgeServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  Gateway(Farm... farms) {
    this(
        new RpcConfig(Duration.ofSeconds(20), Duration.ofMinutes(1), 64 << 10, "gate1", 77), farms);
  }

  Gateway(RpcConfig config, Farm... farms) {
    this(CATALOGUE, config, Gateway::caller, farms);
  }

  Gateway(RpcConfig config, TokenVerifier verifier, Farm... farms) {
    this(CATALOGUE, config, verifier, farms);
  }

  Gateway(MethodCatalogue catalogue, RpcConfig config, Farm... farms) {
    this(catalogue, config, Gateway::caller, farms);
  }

  private Gateway(
      MethodCatalogue catalogue, RpcConfig config, TokenVerifier verifier, Farm... farms) {
    AccessPolicy policy = new AccessPolicy();
    CallRecorder recorder =
        new CallRecorder() {
          @Override
          public void record(
              Caller caller,
              String requestId,
              String farm,
              String method,
              Duration took,
              Optional<FarmFailure> failure) {}

          @Override
          public void ignoredKeys(String method, int count) {
            ignored.merge(method, count, Integer::sum);
          }
        };
    RpcApi api =
        new RpcApi(
            config,
            new Farms(List.of(farms)),
            catalogue,
            new CallFarmMethod(policy, recorder, task -> Thread.ofVirtual().start(task)),
            new BrowseFarm(policy),
            new ControlFarm(policy),
            new SubmitWork(policy));
    server = EdgeServer.start(EdgeConfig.loopback(0), verifier, List.of(api));
  }

  InetSocketAddress address() {
    return server.address();
  }

  /** An answer. */
  record Answer(int status, HttpHeaders headers, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /** Calls as admin {@code ana}. */
  Answer post(String path, String body, String... headers) {
    return post("ana", path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Answer post(String token, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new AssertionError("no whole answer from " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
  }

  private static Caller caller(String token) {
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
