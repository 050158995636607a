package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Call;
import io.farmgate.domain.wire.WireBytes;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTranslationTest {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final FarmFailure.Outcome LOST =
      new FarmFailure.Outcome.Unknown(Optional.of("a.B/C"));

  private final CallTrace trace = new CallTrace(bytes -> {});
  private final StatusTranslation translation =
      new StatusTranslation(
          new Call(
              "show.ShowInterface/GetShows", WireBytes.EMPTY, Duration.ofSeconds(30), List.of()),
          Duration.ofSeconds(30),
          1000,
          trace,
          LOST,
          Honesty.NONE);

  @ParameterizedTest
  @CsvSource({
    "0, 'Native 13 the farm sent no answer, or several'",
    "1, Native 1 as said",
    "2, Native 2 as said",
    "3, Native 3 as said",
    "4, TimedOut unknown the farm did not answer within 30 s; the change may have taken effect",
    "5, Native 5 as said",
    "6, Native 6 as said",
    "7, Native 7 as said",
    "8, Native 8 as said",
    "9, Native 9 as said",
    "10, Native 10 as said",
    "11, Native 11 as said",
    "12, Native 12 as said",
    "13, Native 13 as said",
    "14, Native 14 as said",
    "15, Native 15 as said",
    "16, Native 16 as said",
    "17, Native 2 as said",
    "99, Native 2 as said",
  })
  void statusThatTheFarmAnsweredShouldKeepItsCodeAndText(int code, String expected) {
    sent().inboundTrailers(new Metadata());

    FarmFailure failure = translate(code);

    assertThat(show(failure)).startsWith(expected.replace("'", ""));
  }

  @Test
  void faultThatWasFoundInTheAnswerShouldNotBeTakenForTheFarmsWord() {
    ClientStreamTracer stream = sent();
    stream.inboundHeaders(new Metadata());
    stream.inboundTrailers(new Metadata());

    trace.ended(new Metadata());

    assertThat(show(translate(8))).startsWith("Native 8 the farm's answer is larger than max");
  }

  @ParameterizedTest
  @CsvSource({
    "0, Native 13 the farm sent no answer",
    "1, Native 1 the farm broke the call off",
    "2, Native 2 what answers in the farm's place",
    "3, Native 3 what answers in the farm's place",
    "4, TimedOut unknown the farm did not answer within 30 s",
    "5, Native 5 what answers in the farm's place",
    "6, Native 6 what answers in the farm's place",
    "7, Native 7 what answers in the farm's place",
    "8, Native 8 the farm takes no more calls",
    "9, Native 9 what answers in the farm's place",
    "10, Native 10 what answers in the farm's place",
    "11, Native 11 what answers in the farm's place",
    "12, Native 12 what answers in the farm's place",
    "13, Native 13 what answers in the farm's place",
    "14, Unavailable the connection to the farm broke during the call",
    "15, Native 15 what answers in the farm's place",
    "16, Native 16 what answers in the farm's place",
    "99, Native 2 what answers in the farm's place",
  })
  void statusOfTheConnectionShouldNotShowTheTransportsText(int code, String expected) {
    sent();

    FarmFailure failure = translate(code);

    assertThat(show(failure)).startsWith(expected).doesNotContain("as said");
  }

  @ParameterizedTest
  @CsvSource({
    "4, TimedOut not-done the farm could not be reached within 30 s; nothing was sent",
    "14, Unavailable the farm cannot be reached",
  })
  void callThatWasNotSentShouldSaySo(int code, String expected) {
    assertThat(show(translate(code))).isEqualTo(expected);
  }

  @Test
  void answerOverTheLimitShouldNameTheLimit() {
    sent().inboundHeaders(new Metadata());

    assertThat(show(translate(8)))
        .isEqualTo("Native 8 the farm's answer is larger than max (1000 bytes)");
  }

  @Test
  void outcomeShouldBeSaidOfWhatIsNotTheFarmsOwnWord() {
    ClientStreamTracer tracer = sent();
    assertThat(((FarmFailure.Unavailable) translate(14)).outcome()).isEqualTo(LOST);
    assertThat(((FarmFailure.Native) translate(1)).outcome()).isEqualTo(LOST);
    assertThat(((FarmFailure.Native) translate(13)).outcome()).isEqualTo(LOST);
    tracer.inboundHeaders(new Metadata());
    assertThat(((FarmFailure.Native) translate(8)).outcome())
        .as("the answer is only too large")
        .isEqualTo(FarmFailure.Outcome.DONE);
    tracer.inboundTrailers(new Metadata());
    assertThat(((FarmFailure.Native) translate(13)).outcome())
        .isEqualTo(FarmFailure.Outcome.NOT_SAID);
  }

  @Test
  void streamThatIsOpenedAgainShouldForgetTheFirst() {
    sent().inboundTrailers(new Metadata());
    trace.newClientStreamTracer(streamInfo(), new Metadata());

    assertThat(show(translate(14))).isEqualTo("Unavailable the farm cannot be reached");
  }

  @Test
  void detailsShouldBeKept() {
    byte[] details = "\u0008\u0005\u0012\u0002no".getBytes(StandardCharsets.UTF_8);

    assertThat(withDetails(details).details()).isEqualTo(WireBytes.wrap(details));
  }

  @Test
  void detailsThatLeakShouldBeLeftOut() {
    byte[] details = "\u0012\u0010java.sql.SQLException".getBytes(StandardCharsets.UTF_8);

    assertThat(withDetails(details).details()).isEqualTo(WireBytes.EMPTY);
  }

  @Test
  void missingTextShouldBeEmpty() {
    sent().inboundTrailers(new Metadata());

    assertThat(translation.failure(Status.UNKNOWN, new Metadata()))
        .isEqualTo(new FarmFailure.Native(2, "", WireBytes.EMPTY));
  }

  private FarmFailure.Native withDetails(byte[] details) {
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, details);
    sent().inboundTrailers(trailers);
    return (FarmFailure.Native) translation.failure(Status.NOT_FOUND, trailers);
  }

  private ClientStreamTracer sent() {
    ClientStreamTracer tracer = trace.newClientStreamTracer(streamInfo(), new Metadata());
    tracer.streamCreated(Attributes.EMPTY, new Metadata());
    return tracer;
  }

  private static ClientStreamTracer.StreamInfo streamInfo() {
    return ClientStreamTracer.StreamInfo.newBuilder().setCallOptions(CallOptions.DEFAULT).build();
  }

  private FarmFailure translate(int code) {
    return translation.failure(
        Status.fromCodeValue(code).withDescription("as said"), new Metadata());
  }

  private static String show(FarmFailure failure) {
    return switch (failure) {
      case FarmFailure.Native(int code, String message, WireBytes _, FarmFailure.Outcome _) ->
          "Native " + code + " " + message;
      case FarmFailure.TimedOut(String message, FarmFailure.Outcome outcome) ->
          "TimedOut " + (outcome.equals(LOST) ? "unknown" : "not-done") + " " + message;
      case FarmFailure.Unavailable unavailable -> "Unavailable " + unavailable.message();
      default -> failure.toString();
    };
  }
}
