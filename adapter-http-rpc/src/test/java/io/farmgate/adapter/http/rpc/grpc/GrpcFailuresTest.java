package io.farmgate.adapter.http.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated.Reason;
import io.farmgate.domain.failure.FarmFailure.Violation;
import io.farmgate.domain.wire.WireBytes;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failure's gRPC status. */
final class GrpcFailuresTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        failure(
            new FarmFailure.Invalid("id: missing"), Status.Code.INVALID_ARGUMENT, "id: missing"),
        failure(
            new FarmFailure.Invalid(
                "two things", List.of(new Violation("a", "bad"), new Violation("b", "worse"))),
            Status.Code.INVALID_ARGUMENT,
            "two things: a: bad; b: worse"),
        failure(
            new Unauthenticated("no token", Reason.MISSING),
            Status.Code.UNAUTHENTICATED,
            "no token"),
        failure(
            new Unauthenticated("expired", Reason.REJECTED),
            Status.Code.UNAUTHENTICATED,
            "expired"),
        failure(new FarmFailure.Forbidden("no"), Status.Code.PERMISSION_DENIED, "no"),
        failure(
            new FarmFailure.UnknownMethod("there is none", List.of("a.B/C")),
            Status.Code.UNIMPLEMENTED,
            "there is none; the nearest known: a.B/C"),
        failure(new FarmFailure.NotFound("gone"), Status.Code.NOT_FOUND, "gone"),
        failure(new FarmFailure.Conflict("twice"), Status.Code.ALREADY_EXISTS, "twice"),
        failure(new FarmFailure.Precondition("paused"), Status.Code.FAILED_PRECONDITION, "paused"),
        failure(
            new FarmFailure.RateLimited("slowly", Duration.ofMillis(1500)),
            Status.Code.RESOURCE_EXHAUSTED,
            "slowly"),
        failure(
            new FarmFailure.TimedOut("late", FarmFailure.Outcome.UNKNOWN),
            Status.Code.DEADLINE_EXCEEDED,
            "late"),
        failure(new FarmFailure.Unavailable("away"), Status.Code.UNAVAILABLE, "away"),
        failure(new FarmFailure.Unsupported("never"), Status.Code.UNIMPLEMENTED, "never"),
        failure(
            new FarmFailure.Fault("broke"),
            Status.Code.INTERNAL,
            "broke (the log tells more under id1)"),
        failure(
            new FarmFailure.Native(9, "as it was", WireBytes.EMPTY),
            Status.Code.FAILED_PRECONDITION,
            "as it was"),
        failure(new FarmFailure.Native(42, "odd", WireBytes.EMPTY), Status.Code.UNKNOWN, "odd"),
        failure(new FarmFailure.Native(0, "fine?", WireBytes.EMPTY), Status.Code.UNKNOWN, "fine?"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void hasItsCodeAndText(FarmFailure failure, Status.Code code, String text) {
    Status status = GrpcFailures.status(failure, "id1");

    assertThat(status.getCode()).isEqualTo(code);
    assertThat(status.getDescription()).isEqualTo(text);
  }

  @Test
  void everyKindOfFailureIsTried() {
    assertThat(failures().map(one -> one.get()[0].getClass()).distinct())
        .hasSize(FarmFailure.class.getPermittedSubclasses().length);
  }

  @Test
  void everyNativeCodeStays() {
    Arrays.stream(Status.Code.values())
        .filter(code -> code != Status.Code.OK)
        .forEach(code ->
            assertThat(
                    GrpcFailures.status(
                            new FarmFailure.Native(code.value(), "", WireBytes.EMPTY), "id1")
                        .getCode())
                .isEqualTo(code));
  }

  @Test
  void whenToComeBackStandsBesideTheStatus() {
    Metadata limited = new Metadata();
    GrpcFailures.addTo(limited, new FarmFailure.RateLimited("slowly", Duration.ofMillis(1500)));
    Metadata away = new Metadata();
    GrpcFailures.addTo(
        away, new FarmFailure.Unavailable("away", Optional.of(Duration.ofSeconds(2))));

    assertThat(limited.get(GrpcGateway.key("grpc-retry-pushback-ms"))).isEqualTo("1500");
    assertThat(away.get(GrpcGateway.key("grpc-retry-pushback-ms"))).isEqualTo("2000");
  }

  @Test
  void whatBecameOfAChangeStandsBesideTheStatus() {
    FarmFailure.Outcome unknown =
        new FarmFailure.Outcome.Unknown(Optional.of("job.JobInterface/GetJob"));
    for (FarmFailure failure :
        List.of(
            new FarmFailure.TimedOut("late", unknown),
            new FarmFailure.Unavailable("broke", Optional.empty(), unknown),
            new FarmFailure.Native(1, "broken off", WireBytes.EMPTY, unknown))) {
      Metadata trailers = new Metadata();
      GrpcFailures.addTo(trailers, failure);

      assertThat(trailers.get(GrpcGateway.key("farmgate-outcome"))).isEqualTo("unknown");
      assertThat(trailers.get(GrpcGateway.key("farmgate-ask")))
          .isEqualTo("job.JobInterface/GetJob");
    }
    Metadata unsent = new Metadata();
    GrpcFailures.addTo(unsent, new FarmFailure.TimedOut("late", FarmFailure.Outcome.NOT_DONE));
    assertThat(unsent.get(GrpcGateway.key("farmgate-outcome"))).isEqualTo("not done");
    Metadata read = new Metadata();
    GrpcFailures.addTo(read, new FarmFailure.TimedOut("late", FarmFailure.Outcome.NOT_SAID));
    assertThat(read.keys()).isEmpty();
  }

  @Test
  void aLongTextIsCut() {
    assertThat(
            GrpcFailures.status(new FarmFailure.Invalid("x".repeat(10_000)), "id1")
                .getDescription())
        .hasSizeLessThan(1000)
        .endsWith("...");
  }

  private static Arguments failure(FarmFailure failure, Status.Code code, String text) {
    return Arguments.of(failure, code, text);
  }
}
