package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.edge.OpenCueFailures.Rendered;
import io.farmgate.domain.failure.FarmFailure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes that an API opens, and failures that it tells in a form of its own. */
final class OpenRoutesTest {
  private static final int PER_SECOND = 3;

  private final HttpClient client = HttpClient.newHttpClient();
  private final EdgeServer server =
      EdgeServer.start(
          EdgeConfig.loopback(0),
          new EdgeGuards(
              new RateLimiter(PER_SECOND, 10, () -> 0L, InstantSource.system()), HttpRecorder.NONE),
          new FakeTokens(),
          List.of(new Shop(), new FakeApi().on("GET", "/other", OpenRoutesTest::who)));

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static void who(EdgeExchange exchange) {
    exchange.respond(
        200,
        "text/plain",
        (exchange.caller().subject() + " " + exchange.caller().role()).getBytes(UTF_8));
  }

  /** Everybody may look at /shop/window; its failures are one word. */
  private static final class Shop implements HttpApi {
    @Override
    public @Nullable Route route(String path) {
      return path.equals("/shop/window")
          ? new Route(Set.of("GET", "DELETE"), OpenRoutesTest::who, RouteLabel.NONE, Set.of("GET"))
          : null;
    }

    @Override
    public List<String> near(String path, int most) {
      return List.of();
    }

    @Override
    public @Nullable FailureForm failures(String path) {
      return path.startsWith("/shop/") ? new OneWord() : null;
    }
  }

  private static final class OneWord implements FailureForm {
    @Override
    public Rendered render(FarmFailure failure, String requestId, int rejectStatus) {
      return new Rendered(418, 0, Map.of(), failure.getClass().getSimpleName());
    }

    @Override
    public Rendered render(Refusal refusal) {
      return new Rendered(refusal.status(), 0, refusal.headers(), "refused");
    }
  }

  @Test
  void anOpenVerbShouldNeedNoToken() {
    assertThat(call("GET", "/shop/window", null).body()).isEqualTo("anonymous-127.0.0.1 VIEWER");
  }

  @Test
  void whoHasATokenShouldBeKnownByItAllTheSame() {
    assertThat(call("GET", "/shop/window", "good").body()).isEqualTo("ann OPERATOR");
    assertThat(call("GET", "/shop/window", "old").body()).isEqualTo("Unauthenticated");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /shop/window, 418, Unauthenticated",
    "PUT,    /shop/window, 418, Unauthenticated",
    "GET,    /shop/no,     418, Unauthenticated",
    "GET,    /shop/%ff,    418, Unauthenticated",
    "GET,    /shop/a%2fb,  418, Unauthenticated"
  })
  void nothingElseShouldBeOpen(String verb, String path, int status, String body) {
    HttpResponse<String> answer = call(verb, path, null);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void otherApisShouldStayClosedInTheirOwnForm() {
    HttpResponse<String> answer = call("GET", "/other", null);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("\"code\":16");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /shop/window, 405, refused",
    "GET, /shop/no,     418, UnknownMethod",
    "GET, /shop/%ff,    418, Invalid",
  })
  void everyFailureUnderAnApisPathsShouldHaveItsForm(
      String verb, String path, int status, String body) {
    HttpResponse<String> answer = call(verb, path, "good");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void whoeverHasNoTokenShouldBeLimitedByAddress() {
    for (int i = 0; i < PER_SECOND; i++) {
      assertThat(call("GET", "/shop/window", null).statusCode()).isEqualTo(200);
    }

    assertThat(call("GET", "/shop/window", null).body()).isEqualTo("RateLimited");
    assertThat(call("GET", "/shop/window", "good").statusCode()).isEqualTo(200);
  }

  @Test
  void oneIpv6NetworkShouldBeOneCaller() throws Exception {
    InetAddress here = InetAddress.getByName("2001:db8:1:2:3:4:5:6");
    InetAddress there = InetAddress.getByName("2001:db8:1:2:ffff::1");

    assertThat(Anonymous.at(new InetSocketAddress(here, 1)))
        .isEqualTo(Anonymous.at(new InetSocketAddress(there, 2)));
    assertThat(Anonymous.at(new InetSocketAddress(here, 1)).subject())
        .isEqualTo("anonymous-2001:db8:1:2:0:0:0:0/64");
  }

  private HttpResponse<String> call(String verb, String path, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.address().getPort() + path))
            .method(verb, BodyPublishers.noBody());
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
