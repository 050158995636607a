package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.fake.CuebotFaults;
import io.farmgate.adapter.grpc.cuebot.fake.CuebotFaults.Fault;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.adapter.http.edge.OpenCueFailures;
import io.farmgate.domain.port.Farm;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every error that a real Cuebot was heard to answer, through the whole gateway: the client learns
 * what it means, and nothing of how the farm is made.
 */
final class FaultSuiteTest {
  /** SQL, class names, addresses, and names of tables and constraints. */
  private static final Pattern LEAK =
      Pattern.compile(
          "(?i)\\bSQL\\b|select |insert into|delete from|constraint|hikari|jdbc|preparedstatement"
              + "|exception|\\bjava\\.|springframework|imageworks|postgres|pk_|c_[a-z]+_uk"
              + "|\\.java:|nested|\\b\\d+\\.\\d+\\.\\d+\\.\\d+|:5432|farm\\.example|character varying");

  private final FakeCuebot fake = FakeCuebot.start();

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void everyFaultShouldSayWhatItMeansAndLeakNothing() {
    SoftAssertions all = new SoftAssertions();
    play(
        EnumSet.of(Guard.LANES, Guard.ERRORS),
        answer -> check(all, answer, answer.fault().means()));
    all.assertAll();
  }

  /** With the guard off the codes are Cuebot's own, and still nothing leaks. */
  @Test
  void withoutTheGuardFaultsShouldKeepTheirCode() {
    SoftAssertions all = new SoftAssertions();
    play(Set.of(), answer -> check(all, answer, answer.fault().said().getCode().value()));
    all.assertAll();
    assertThat(CuebotFaults.all())
        .filteredOn(fault -> fault.means() != fault.said().getCode().value())
        .hasSizeGreaterThan(30);
  }

  private record Faulted(Fault fault, Gateway.Answer answer) {}

  private void play(Set<Guard> guards, Consumer<Faulted> check) {
    try (Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()).withGuards(guards));
        Gateway gateway =
            new Gateway(new Farm("studio", "OpenCue", Optional.empty(), Optional.of(cuebot)))) {
      for (Fault fault : CuebotFaults.all()) {
        fake.behave(call -> Answer.status(fault.said()));
        // What the documents describe beside the contract would make several calls of one.
        String path = "/" + fault.method();
        check.accept(new Faulted(fault, gateway.post(path, body(fault))));
      }
    }
  }

  private static String body(Fault fault) {
    return fault.method().endsWith("/CreateShow") ? "{\"name\":\"\"}" : "{}";
  }

  private static void check(SoftAssertions all, Faulted faulted, int code) {
    String about = faulted.fault() + " -> " + faulted.answer().body();
    JsonNode body = faulted.answer().json();
    all.assertThat(body.path("code").intValue()).as(about).isEqualTo(code);
    all.assertThat(faulted.answer().status()).as(about).isEqualTo(OpenCueFailures.httpStatus(code));
    all.assertThat(LEAK.matcher(faulted.answer().body()).find()).as("leak: " + about).isFalse();
    faulted
        .answer()
        .headers()
        .map()
        .forEach((name, values) ->
            all.assertThat(LEAK.matcher(values.toString()).find())
                .as("leak in " + name + ": " + values)
                .isFalse());
    if (faulted.answer().status() == 500) {
      all.assertThat(body.path("requestId").textValue())
          .as(about)
          .isNotEmpty()
          .isEqualTo(faulted.answer().header("X-Request-Id"));
    } else {
      all.assertThat(body.has("requestId")).as(about).isFalse();
    }
    if (code == 14) {
      all.assertThat(faulted.answer().header("Retry-After")).as(about).isEqualTo("2");
    }
    if (faulted.fault().said().getCode().value() != 2) {
      all.assertThat(body.path("message").textValue()).as(about).hasSizeGreaterThan(8);
    }
  }
}
