package io.farmgate.adapter.http.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.edge.RateLimiter;
import io.farmgate.adapter.http.rpc.grpc.GrpcGateway.Seen;
import io.farmgate.domain.AddressRange;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in over gRPC, and as whom. */
final class GrpcAuthenticationTest {
  private static final String READ = "show.ShowInterface/GetShows";
  private static final String CHANGE = "job.JobInterface/Pause";
  private static final String ADMIN = "show.ShowInterface/CreateShow";

  private final Queue<String> reached = new ConcurrentLinkedQueue<>();
  private final Farm farm =
      GrpcGateway.nativeFarm((call, done) -> {
        reached.add(call.method());
        done.accept(new NativeRpc.Reply.Answer(WireBytes.EMPTY, List.of()));
      });

  @Test
  void aCallWithoutATokenIsRefused() {
    try (GrpcGateway gateway = new GrpcGateway(farm)) {
      Seen seen = call(gateway, READ, new Metadata());

      assertThat(seen.code()).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(seen.text()).startsWith("Authorization: the header is missing");
      assertThat(call(gateway, "no.Such/Method", new Metadata()).code())
          .isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(reached).isEmpty();
      assertThat(gateway.records()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer viewer", "bearer viewer", "BEARER   viewer"})
  void theSchemeIsReadInAnyCase(String value) {
    try (GrpcGateway gateway = new GrpcGateway(farm)) {
      assertThat(call(gateway, READ, authorization(value)).code()).isEqualTo(Status.Code.OK);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer nonsense", "Basic dmlld2Vy", "viewer", "Bearer"})
  void whatIsNoGoodTokenIsRefusedAlsoFromATrustedPeer(String value) {
    try (GrpcGateway gateway = trusting("127.0.0.0/8", Role.ADMIN)) {
      assertThat(call(gateway, READ, authorization(value)).code())
          .isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(reached).isEmpty();
    }
  }

  @Test
  void aBugInTheVerifierEndsTheCallAndHoldsUpNobody() {
    try (GrpcGateway gateway = new GrpcGateway(farm)) {
      Seen seen = call(gateway, READ, authorization("Bearer bug"));

      assertThat(seen.code()).isEqualTo(Status.Code.INTERNAL);
      assertThat(seen.text()).contains("the log tells more under").doesNotContain("Exception");
      long start = System.nanoTime();
      gateway.server().close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void twoTokensAreRefused() {
    try (GrpcGateway gateway = new GrpcGateway(farm)) {
      Metadata two = authorization("Bearer viewer");
      two.put(GrpcGateway.AUTHORIZATION, "Bearer admin");

      assertThat(call(gateway, READ, two).text()).contains("came more than once");
    }
  }

  @Test
  void theRoleDecidesWhatMayBeCalled() {
    try (GrpcGateway gateway = new GrpcGateway(farm)) {
      assertThat(gateway.call("viewer", CHANGE, new byte[0]).code())
          .isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(gateway.call("operator", CHANGE, new byte[0]).code()).isEqualTo(Status.Code.OK);
      assertThat(gateway.call("operator", ADMIN, new byte[0]).text())
          .isEqualTo(
              "'operator' has the role operator; to call show.ShowInterface/CreateShow takes the"
                  + " role admin");
      assertThat(gateway.call("admin", ADMIN, new byte[0]).code()).isEqualTo(Status.Code.OK);
      assertThat(reached).containsExactly(CHANGE, ADMIN);
      assertThat(gateway.records())
          .containsExactly(
              "viewer " + CHANGE + " Forbidden",
              "operator " + CHANGE + " ok",
              "operator " + ADMIN + " Forbidden",
              "admin " + ADMIN + " ok");
    }
  }

  @Test
  void aTrustedPeerNeedsNoTokenAndHasItsRole() {
    try (GrpcGateway gateway = trusting("127.0.0.1", Role.OPERATOR)) {
      assertThat(call(gateway, CHANGE, new Metadata()).code()).isEqualTo(Status.Code.OK);
      assertThat(call(gateway, ADMIN, new Metadata()).code())
          .isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(call(gateway, ADMIN, authorization("bearer admin")).code())
          .isEqualTo(Status.Code.OK);
      assertThat(gateway.records())
          .containsExactly(
              "peer-127.0.0.1 " + CHANGE + " ok",
              "peer-127.0.0.1 " + ADMIN + " Forbidden",
              "admin " + ADMIN + " ok");
    }
  }

  @Test
  void aPeerThatIsNotTrustedNeedsAToken() {
    try (GrpcGateway gateway = trusting("192.0.2.0/24", Role.ADMIN)) {
      assertThat(call(gateway, READ, new Metadata()).code()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }
  }

  @Test
  void theRateLimitHoldsForCallsOverGrpcToo() {
    RateLimiter one = new RateLimiter(1, Clock.systemUTC());
    try (GrpcGateway gateway =
        new GrpcGateway(
            farm, TrustedPeers.NONE, MethodCatalogue.load(), Duration.ofSeconds(5), one)) {
      assertThat(gateway.call("viewer", READ, new byte[0]).code()).isEqualTo(Status.Code.OK);
      Seen limited = gateway.call("viewer", READ, new byte[0]);
      for (int i = 0; i < 5 && limited.code() == Status.Code.OK; i++) {
        limited = gateway.call("viewer", READ, new byte[0]);
      }

      assertThat(limited.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(limited.trailers().get(GrpcGateway.key("grpc-retry-pushback-ms"))).isNotNull();
      assertThat(gateway.call("operator", READ, new byte[0]).code()).isEqualTo(Status.Code.OK);
    }
  }

  private GrpcGateway trusting(String range, Role role) {
    return new GrpcGateway(
        farm,
        new TrustedPeers(List.of(AddressRange.parse(range).orElseThrow()), role),
        MethodCatalogue.load(),
        Duration.ofSeconds(5));
  }

  private static Metadata authorization(String value) {
    Metadata metadata = new Metadata();
    metadata.put(GrpcGateway.AUTHORIZATION, value);
    return metadata;
  }

  private static Seen call(GrpcGateway gateway, String method, Metadata metadata) {
    return gateway.start(method, new byte[0], metadata, Duration.ofSeconds(20)).await();
  }
}
