package io.farmgate.adapter.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.edge.OpenCueFailures.Rendered;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Outcome;
import io.farmgate.domain.failure.FarmFailure.Unauthenticated.Reason;
import io.farmgate.domain.wire.WireBytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpenCueFailuresTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new FarmFailure.Invalid("m"), 400, 3, "m", Map.of()),
        Arguments.of(
            new FarmFailure.Invalid(
                "two things are wrong",
                List.of(
                    new FarmFailure.Violation("job.name", "empty"),
                    new FarmFailure.Violation("line 3", "no '}'"))),
            400,
            3,
            "two things are wrong: job.name: empty; line 3: no '}'",
            Map.of()),
        Arguments.of(
            new FarmFailure.Unauthenticated("m", Reason.MISSING),
            401,
            16,
            "m",
            Map.of("WWW-Authenticate", "Bearer")),
        Arguments.of(new FarmFailure.Unauthenticated("m", Reason.REJECTED), 403, 16, "m", Map.of()),
        Arguments.of(new FarmFailure.Forbidden("m"), 403, 7, "m", Map.of()),
        Arguments.of(new FarmFailure.UnknownMethod("m", List.of()), 404, 5, "m", Map.of()),
        Arguments.of(
            new FarmFailure.UnknownMethod("m", List.of("a", "b")),
            404,
            5,
            "m; the nearest known: a, b",
            Map.of()),
        Arguments.of(new FarmFailure.NotFound("m"), 404, 5, "m", Map.of()),
        Arguments.of(new FarmFailure.Conflict("m"), 409, 6, "m", Map.of()),
        Arguments.of(new FarmFailure.Precondition("m"), 400, 9, "m", Map.of()),
        Arguments.of(
            new FarmFailure.RateLimited("m", Duration.ofMillis(1001)),
            429,
            8,
            "m",
            Map.of("Retry-After", "2")),
        Arguments.of(
            new FarmFailure.RateLimited("m", Duration.ZERO),
            429,
            8,
            "m",
            Map.of("Retry-After", "1")),
        Arguments.of(new FarmFailure.TimedOut("m", Outcome.NOT_SAID), 504, 4, "m", Map.of()),
        Arguments.of(new FarmFailure.Unavailable("m"), 503, 14, "m", Map.of()),
        Arguments.of(
            new FarmFailure.Unavailable("m", Optional.of(Duration.ofSeconds(3))),
            503,
            14,
            "m",
            Map.of("Retry-After", "3")),
        Arguments.of(new FarmFailure.Unsupported("m"), 501, 12, "m", Map.of()),
        Arguments.of(
            new FarmFailure.Fault("m"), 500, 13, "m (the log tells more under id-1)", Map.of()),
        Arguments.of(
            new FarmFailure.Native(16, "who\r\nX: é?", WireBytes.EMPTY),
            401,
            16,
            "who\\r\\nX: é?",
            Map.of("WWW-Authenticate", "who  X:  ?")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureShouldHaveAStatusAndABody(
      FarmFailure failure, int status, int code, String message, Map<String, String> headers) {
    Rendered rendered = OpenCueFailures.render(failure, "id-1", 403);

    assertThat(rendered)
        .isEqualTo(
            new Rendered(
                status,
                code,
                headers,
                "{\"error\":\""
                    + message
                    + "\",\"code\":"
                    + code
                    + ",\"message\":\""
                    + message
                    + "\",\"details\":[]}"));
  }

  /** A new kind of failure must get a row above. */
  @Test
  void everyKindOfFailureShouldBeInTheTable() {
    assertThat(failures().map(row -> row.get()[0].getClass().getName()).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(FarmFailure.class.getPermittedSubclasses()).map(Class::getName).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "1,499", "2,500", "3,400", "4,504", "5,404", "6,409", "7,403", "8,429", "9,400", "10,409",
    "11,400", "12,501", "13,500", "14,503", "15,500", "16,401", "17,500", "99,500", "0,500",
    "-1,500",
  })
  void aFarmsOwnCodeShouldDecideTheStatusAndBeKept(int code, int status) {
    Rendered rendered =
        OpenCueFailures.render(
            new FarmFailure.Native(code, "", WireBytes.wrap(new byte[] {1})), "id", 401);

    assertThat(rendered.status()).isEqualTo(status);
    assertThat(rendered.code()).isEqualTo(code);
    assertThat(rendered.body())
        .isEqualTo(
            "{\"error\":\"\",\"code\":"
                + code
                + ",\"message\":\"\",\"details\":[]"
                + (status == 500 ? ",\"requestId\":\"id\"}" : "}"));
  }

  static Stream<Arguments> outcomes() {
    return Stream.of(
        Arguments.of(Outcome.NOT_SAID, ""),
        Arguments.of(Outcome.NOT_DONE, ",\"outcome\":\"not done\""),
        Arguments.of(Outcome.DONE, ",\"outcome\":\"done\""),
        Arguments.of(Outcome.UNKNOWN, ",\"outcome\":\"unknown\""),
        Arguments.of(
            new Outcome.Unknown(Optional.of("job.JobInterface/GetJob")),
            ",\"outcome\":\"unknown\",\"ask\":\"job.JobInterface/GetJob\""));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void bodyShouldSayWhatBecameOfAChangeThatHasNoAnswer(Outcome outcome, String members) {
    for (FarmFailure failure :
        List.of(
            new FarmFailure.TimedOut("m", outcome),
            new FarmFailure.Unavailable("m", Optional.empty(), outcome),
            new FarmFailure.Native(1, "m", WireBytes.EMPTY, outcome))) {
      Rendered rendered = OpenCueFailures.render(failure, "id", 403);

      assertThat(rendered.body())
          .isEqualTo(
              "{\"error\":\"m\",\"code\":"
                  + rendered.code()
                  + ",\"message\":\"m\",\"details\":[]"
                  + members
                  + "}");
    }
  }

  @Test
  void textShouldBeEscapedAsJsonAsks() {
    assertThat(JsonText.quote("a\"b\\c\n\r\t\u0000\u001f/é\u2028😀"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u001f/é\u2028😀\"");
    assertThat(JsonText.quote("\ud83d")).isEqualTo("\"\\ud83d\"");
    assertThat(JsonText.quote("\ude00x\ud83d\ud83d\ude00"))
        .isEqualTo("\"\\ude00x\\ud83d\ud83d\ude00\"");
  }
}
