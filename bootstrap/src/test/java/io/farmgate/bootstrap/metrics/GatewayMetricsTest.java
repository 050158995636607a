package io.farmgate.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.AnswerBudget;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.overload.MethodKinds;
import io.farmgate.adapter.grpc.cuebot.overload.OverloadGuards;
import io.farmgate.adapter.http.edge.RouteLabel;
import io.farmgate.adapter.webhooks.WebhookRecorder;
import io.farmgate.application.Admission;
import io.farmgate.application.Admission.Standing;
import io.farmgate.application.Admission.Verdict;
import io.farmgate.bootstrap.ProjectRoot;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GatewayMetricsTest {
  private static final Caller ANN = new Caller("ann", Role.VIEWER);
  private static final String GET_SHOWS = "show.ShowInterface/GetShows";
  private static final NativeRpc.Call GET_SHOWS_CALL =
      new NativeRpc.Call(GET_SHOWS, WireBytes.EMPTY, Duration.ofSeconds(5), List.of());
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\|");

  private final GatewayMetrics metrics = new GatewayMetrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void requestsShouldBeCountedByTemplateFarmAndStatus() {
    RouteLabel label = new RouteLabel(GET_SHOWS, "opencue");
    metrics.http().answered(label, 200, 1_500_000);
    metrics.http().answered(label, 200, 7_000_000_000L);
    metrics.http().answered(label, 503, 10);
    metrics.http().answered(RouteLabel.NONE, 401, 10);

    assertThat(metrics.scrape())
        .contains(
            "farmgate_http_requests_total{farm=\"opencue\",method=\""
                + GET_SHOWS
                + "\",status=\"200\"} 2.0",
            "farmgate_http_requests_total{farm=\"opencue\",method=\""
                + GET_SHOWS
                + "\",status=\"503\"} 1.0",
            "farmgate_http_requests_total{farm=\"none\",method=\"none\",status=\"401\"} 1.0",
            "farmgate_http_request_seconds_bucket{farm=\"opencue\",method=\""
                + GET_SHOWS
                + "\",le=\"0.001\"} 1",
            "farmgate_http_request_seconds_bucket{farm=\"opencue\",method=\""
                + GET_SHOWS
                + "\",le=\"0.002\"} 2",
            "farmgate_http_request_seconds_count{farm=\"opencue\",method=\"" + GET_SHOWS + "\"} 3");
  }

  @Test
  void histogramsShouldHaveTheFixedBucketsOnly() {
    metrics.http().answered(RouteLabel.NONE, 401, 10);

    assertThat(metrics.scrape().lines())
        .filteredOn(line -> line.startsWith("farmgate_http_request_seconds_bucket"))
        .hasSize(14);
  }

  @Test
  void callsShouldBeCountedByOutcome() {
    record(Optional.empty());
    record(Optional.of(new FarmFailure.TimedOut("late", FarmFailure.Outcome.NOT_DONE)));
    record(Optional.of(new FarmFailure.Native(5, "no such show", WireBytes.EMPTY)));
    for (int code = 17; code < 1000; code++) {
      record(Optional.of(new FarmFailure.Native(code, "", WireBytes.EMPTY)));
    }

    assertThat(metrics.scrape().lines().filter(line -> line.startsWith("farmgate_calls_total")))
        .containsExactlyInAnyOrder(
            calls("ok", 1),
            calls("timed-out", 1),
            calls("native-5", 1),
            calls("native-other", 983));
  }

  @Test
  void ignoredKeysAndRefusedCallersShouldBeCounted() {
    metrics.calls().ignoredKeys(GET_SHOWS, 3);
    Admission full =
        metrics.counting(caller ->
            new Verdict.Refused(
                new Standing(1, 0, 0), new FarmFailure.RateLimited("x", Duration.ZERO)));
    assertThat(full.admit(ANN)).isInstanceOf(Verdict.Refused.class);
    assertThat(metrics.counting(Admission.OPEN).admit(ANN)).isEqualTo(Verdict.Unlimited.INSTANCE);

    assertThat(metrics.scrape())
        .contains(
            "farmgate_ignored_keys_total{method=\"" + GET_SHOWS + "\"} 3.0",
            "farmgate_rate_limited_total 1.0");
  }

  @Test
  void eventsForWebhooksShouldBeCounted() {
    metrics.webhooks().count(WebhookRecorder.Outcome.GIVEN_UP, 2);

    assertThat(metrics.scrape())
        .contains(
            "farmgate_webhook_events_total{outcome=\"given-up\"} 2.0",
            "farmgate_webhook_events_total{outcome=\"delivered\"} 0.0");
  }

  @Test
  void actionsOfGuardsShouldBeCounted() {
    metrics.guards().acted(Guard.CHECKS, "refused");
    metrics.guards().acted(Guard.CHECKS, "refused");

    assertThat(metrics.scrape())
        .contains("farmgate_guard_actions_total{action=\"refused\",guard=\"checks\"} 2.0");
  }

  /** Both ways: nothing is served that is not written down, and nothing written is missing. */
  @Test
  void documentShouldListEveryNameAndNoOther() throws IOException {
    metrics.http().answered(RouteLabel.NONE, 401, 10);
    record(Optional.empty());
    metrics.calls().ignoredKeys(GET_SHOWS, 1);
    metrics.watch(new AnswerBudget(7));
    metrics.guards().acted(Guard.LANES, "waited");
    metrics.webhooks();
    try (OverloadGuards guards = guards(metrics.counting("opencue", answering(WireBytes.EMPTY)))) {
      metrics.watch(guards);
      guards.call(GET_SHOWS_CALL, reply -> {});
    }

    Set<String> served = names(TYPE, metrics.scrape());
    Set<String> documented =
        names(ROW, Files.readString(ProjectRoot.path().resolve("docs/metrics.md")));

    assertThat(documented).containsAll(served);
    documented.removeAll(served);
    assertThat(documented)
        .as("these come when there has been a collection of their kind")
        .allMatch(name -> name.startsWith("jvm_gc_"));
  }

  @Test
  void callsThatAreSentShouldBeCountedBehindTheGuards() {
    NativeRpc farm = metrics.counting("opencue", answering(WireBytes.EMPTY));
    farm.call(GET_SHOWS_CALL, reply -> {});
    farm.call(GET_SHOWS_CALL, reply -> {});
    metrics
        .counting(
            "opencue",
            (call, done) ->
                done.accept(
                    new Reply.Refused(
                        new FarmFailure.TimedOut("late", FarmFailure.Outcome.NOT_SAID))))
        .call(GET_SHOWS_CALL, reply -> {});

    assertThat(metrics.scrape())
        .contains(
            upstream("ok", 2),
            upstream("timed-out", 1),
            "farmgate_upstream_call_seconds_count{farm=\"opencue\"} 3");
  }

  @Test
  void limitShouldBeShownWhereThereIsOne() {
    try (OverloadGuards guards = guards(answering(WireBytes.EMPTY))) {
      metrics.watch(guards);
      assertThat(metrics.scrape())
          .contains(
              "farmgate_limit_calls 100.0",
              "farmgate_limit_in_flight 0.0",
              "farmgate_limit_waiting 0.0");
    }
  }

  private static NativeRpc answering(WireBytes answer) {
    return (call, done) -> done.accept(new Reply.Answer(answer, List.of()));
  }

  private OverloadGuards guards(NativeRpc farm) {
    return OverloadGuards.around(
        farm,
        new OverloadGuards.Settings(
            Guard.ALL,
            MethodKinds.of(MethodCatalogue.load()),
            method -> false,
            Duration.ZERO,
            metrics.guards()));
  }

  private static String upstream(String outcome, int count) {
    return "farmgate_upstream" + calls(outcome, count).substring("farmgate".length());
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void record(Optional<FarmFailure> failure) {
    metrics.calls().record(ANN, "r1", "opencue", GET_SHOWS, Duration.ofMillis(2), failure);
  }

  private static String calls(String outcome, int count) {
    return "farmgate_calls_total{farm=\"opencue\",method=\""
        + GET_SHOWS
        + "\",outcome=\""
        + outcome
        + "\"} "
        + count
        + ".0";
  }
}
