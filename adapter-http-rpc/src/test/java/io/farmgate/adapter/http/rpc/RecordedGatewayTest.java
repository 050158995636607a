package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.domain.port.Farm;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.Metadata;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every request whose fate at OpenCue's own gateway is on record, over a socket: here it must fare
 * the same, or as {@code recorded/differences.jsonl} says.
 */
final class RecordedGatewayTest {
  private static final Duration DEFAULT = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Headers that grpc-java sends for itself. */
  private static final Set<String> OF_GRPC = Set.of("user-agent", "content-type", "te");

  private final List<RecordedCase> cases = RecordedCase.all();
  private final RecordedTokens tokens = new RecordedTokens();
  private final RecordedFarm farm = new RecordedFarm(MethodCatalogue.load(), cases.getFirst());
  private final FakeCuebot fake = FakeCuebot.start(farm);
  private final Cuebot cuebot =
      Cuebot.connect(CuebotConfig.of(fake.endpoint()).withTimeout(LONGEST));
  private final Gateway gateway =
      new Gateway(
          new RpcConfig(DEFAULT, LONGEST, 64 << 10, "gate1", 77),
          tokens.verifier(),
          new Farm("studio", "OpenCue", Optional.empty(), Optional.of(farm.over(cuebot))));

  @AfterEach
  void stop() {
    gateway.close();
    cuebot.close();
    fake.close();
  }

  @Test
  void everyRecordedRequestShouldFareAsRecorded() throws IOException {
    assertThat(cases).hasSize(278);
    Map<String, JsonNode> differences = new HashMap<>();
    RecordedCase.lines("differences")
        .forEach(row -> differences.put(row.get("case").textValue(), row));

    SoftAssertions all = new SoftAssertions();
    Set<String> met = new TreeSet<>();
    for (RecordedCase each : cases) {
      farm.play(each);
      int before = fake.received().size();
      RawAnswer answer = RawAnswer.to(gateway.address(), each.request(tokens));
      List<Received> received = fake.received().subList(before, fake.received().size());
      List<String> found = differences(each, answer, received);
      JsonNode expected = differences.get(each.id());
      if (expected == null) {
        all.assertThat(found).as(each + " -> " + answer).isEmpty();
        continue;
      }
      met.add(each.id());
      all.assertThat(found).as(each + " is said to differ").isNotEmpty();
      all.assertThat(outcome(answer, received))
          .as(each.toString())
          .startsWith(expected.get("here").textValue());
    }
    all.assertThat(met).isEqualTo(new TreeSet<>(differences.keySet()));
    all.assertAll();
  }

  /** What was done here, in short: the status, the code of an error, the wire bytes. */
  private static String outcome(RawAnswer answer, List<Received> received) {
    StringBuilder text = new StringBuilder().append(answer.status());
    if (answer.body().startsWith("{\"error\"")) {
      text.append(" code ").append(RecordedCase.tree(answer.body()).path("code").asInt());
    }
    for (Received call : received) {
      text.append(" wire '").append(hex(call)).append("'");
    }
    return text.toString();
  }

  private static List<String> differences(
      RecordedCase each, RawAnswer answer, List<Received> received) {
    List<String> found = new ArrayList<>();
    compare(found, "status", each.status(), answer.status());
    compareWire(found, each, received);
    compareBody(found, each, answer);
    for (String line : each.texts("more")) {
      int colon = line.indexOf(':');
      compare(
          found,
          "header",
          List.of(line.substring(colon + 2)),
          answer.header(line.substring(0, colon)));
    }
    if (each.status() == 200 && each.wire().isPresent()) {
      compare(found, "x-multi", List.of("one", "two"), answer.header("Grpc-Metadata-X-Multi"));
      compare(
          found,
          "content-type",
          List.of("application/grpc"),
          answer.header("Grpc-Metadata-Content-Type"));
      compare(found, "trailer", List.of(), answer.header("Grpc-Metadata-X-Trail"));
      each.text("binary")
          .ifPresent(hex ->
              compare(
                  found,
                  "binary",
                  List.of(
                      new String(
                          HexFormat.of().parseHex(hex),
                          java.nio.charset.StandardCharsets.ISO_8859_1)),
                  answer.header("Grpc-Metadata-X-Data-Bin")));
    }
    return found;
  }

  private static void compareWire(List<String> found, RecordedCase each, List<Received> received) {
    int calls = each.wire().isPresent() ? each.line().path("answers").asInt(1) : 0;
    if (each.status() != 504) {
      // Whether the time had passed before or after the call was made is not on record.
      compare(found, "calls", calls, received.size());
    }
    if (received.isEmpty() || calls == 0) {
      return;
    }
    Received call = received.getFirst();
    String wire = each.wire().orElseThrow();
    compare(
        found,
        "wire",
        wire,
        wire.startsWith("len=") ? "len=" + call.request().array().length : hex(call));
    compare(found, "method", each.text("method").orElseThrow(), call.method());
    compare(found, "sent", new TreeSet<>(each.texts("sent")), sent(call));
    long left = call.timeLeft().orElseThrow().toMillis();
    long asked = each.text("time").map(Long::parseLong).orElse(DEFAULT.toMillis());
    if (left > asked + overtime(call) || left < asked - 10_000) {
      found.add("time: " + asked + " recorded, " + left + " here");
    }
  }

  /**
   * Cuebot is given more time than the caller where its servants share a field, so that the gateway
   * learns when it is done.
   */
  private static long overtime(Received call) {
    return call.method().matches("job\\.(Job|Layer)Interface/.*") ? 30_000 : 0;
  }

  private static void compareBody(List<String> found, RecordedCase each, RawAnswer answer) {
    Optional<String> recorded = each.answer();
    if (recorded.isEmpty()) {
      return;
    }
    JsonNode there = RecordedCase.tree(recorded.get());
    JsonNode here = RecordedCase.tree(answer.body());
    if (each.status() == 200) {
      compare(found, "answer", there, here);
      return;
    }
    compare(found, "code", there.path("code"), here.path("code"));
    compare(found, "details", there.path("details"), here.path("details"));
    if (each.wire().isPresent()) {
      // What Cuebot said is passed on as it is; what the gateway says is in words of our own.
      compare(found, "message", there.path("message"), here.path("message"));
    }
    if (here instanceof ObjectNode object) {
      compare(found, "error", object.path("message"), object.path("error"));
    }
  }

  private static void compare(List<String> found, String what, Object there, Object here) {
    if (!there.equals(here)) {
      found.add(what + ": " + shortened(there) + " recorded, " + shortened(here) + " here");
    }
  }

  private static String shortened(Object value) {
    String text = value.toString();
    return text.length() > 700 ? text.substring(0, 700) + "..." : text;
  }

  private static Set<String> sent(Received call) {
    Set<String> sent = new TreeSet<>();
    for (String name : call.metadata().keys()) {
      if (OF_GRPC.contains(name) || name.startsWith("grpc-")) {
        continue;
      }
      if (name.endsWith("-bin")) {
        values(call, Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER))
            .forEach(value -> sent.add(name + "=" + HexFormat.of().formatHex(value)));
      } else {
        values(call, Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER))
            .forEach(value -> sent.add(name + "=" + value));
      }
    }
    return sent;
  }

  private static <T> Iterable<T> values(Received call, Metadata.Key<T> key) {
    Iterable<T> values = call.metadata().getAll(key);
    return values == null ? List.of() : values;
  }

  private static String hex(Received call) {
    return HexFormat.of().formatHex(call.request().array());
  }
}
