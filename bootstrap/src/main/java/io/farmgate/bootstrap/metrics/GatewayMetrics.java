package io.farmgate.bootstrap.metrics;

import io.farmgate.adapter.grpc.cuebot.AnswerBudget;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.GuardRecorder;
import io.farmgate.adapter.grpc.cuebot.overload.OverloadGuards;
import io.farmgate.adapter.http.edge.HttpRecorder;
import io.farmgate.adapter.webhooks.WebhookRecorder;
import io.farmgate.application.Admission;
import io.farmgate.application.CallRecorder;
import io.farmgate.domain.port.NativeRpc;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The figures of one gateway. Every label is out of a closed list, so the number of series has a
 * bound: methods of the contract, configured farms, statuses, outcomes. Thread-safe.
 */
public final class GatewayMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final HttpFigures http = new HttpFigures(registry);
  private final CallFigures calls = new CallFigures(registry);
  private final Counter rateLimited =
      Counter.builder("farmgate.rate.limited")
          .description("Requests that were refused because their caller made too many")
          .register(registry);

  /** Starts with the JVM's own figures. */
  public GatewayMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Returns what counts HTTP requests. */
  public HttpRecorder http() {
    return http;
  }

  /** Returns what counts calls to farms. */
  public CallRecorder calls() {
    return calls;
  }

  /** Returns what counts what becomes of events for webhooks. */
  public WebhookRecorder webhooks() {
    Map<WebhookRecorder.Outcome, Counter> counters = new EnumMap<>(WebhookRecorder.Outcome.class);
    for (WebhookRecorder.Outcome outcome : WebhookRecorder.Outcome.values()) {
      counters.put(
          outcome,
          Counter.builder("farmgate.webhook.events")
              .description("Calls of webhooks, and events that are tried no more")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .register(registry));
    }
    return (outcome, times) -> Objects.requireNonNull(counters.get(outcome)).increment(times);
  }

  /** Returns what counts the actions of guards. */
  public GuardRecorder guards() {
    // Asking the registry costs more than the rest of an action.
    Map<Guard, ConcurrentHashMap<String, Counter>> actions = new EnumMap<>(Guard.class);
    Guard.ALL.forEach(guard -> actions.put(guard, new ConcurrentHashMap<>()));
    return (guard, action) ->
        Objects.requireNonNull(actions.get(guard))
            .computeIfAbsent(
                action,
                word ->
                    registry.counter(
                        "farmgate.guard.actions", "guard", guard.word(), "action", word))
            .increment();
  }

  /** Returns the same raw path to a farm, with the calls that really go there counted and timed. */
  public NativeRpc counting(String farm, NativeRpc calls) {
    return new UpstreamFigures(registry, farm, calls);
  }

  /** Shows how many calls a farm is given at once. */
  public void watch(OverloadGuards guards) {
    if (guards.limit().isEmpty()) {
      return;
    }
    Gauge.builder("farmgate.limit.calls", guards, one -> one.limit().orElse(0))
        .description("Calls that may be on their way to the farm at once, lanes apart")
        .register(registry);
    Gauge.builder("farmgate.limit.in.flight", guards, OverloadGuards::inFlight)
        .description("Calls that are on their way, lanes apart")
        .register(registry);
    Gauge.builder("farmgate.limit.waiting", guards, OverloadGuards::waiting)
        .description("Calls that wait for the limit")
        .register(registry);
  }

  /** Returns the same admission, with what it refuses counted. */
  public Admission counting(Admission admission) {
    return caller -> {
      Admission.Verdict verdict = admission.admit(caller);
      if (verdict instanceof Admission.Verdict.Refused) {
        rateLimited.increment();
      }
      return verdict;
    };
  }

  /** Shows what large answers take up. */
  public void watch(AnswerBudget budget) {
    Gauge.builder("farmgate.answers.budget", budget, AnswerBudget::capacityBytes)
        .description("Wire bytes that large answers may take up together")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    Gauge.builder("farmgate.answers.held", budget, AnswerBudget::heldBytes)
        .description("Wire bytes of large answers on their way to clients")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    Gauge.builder("farmgate.answers.peak", budget, AnswerBudget::peakBytes)
        .description("The most of them at once since the start")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    Gauge.builder("farmgate.answers.waiting", budget, AnswerBudget::waiting)
        .description("Calls that wait for room for their answer")
        .register(registry);
    FunctionCounter.builder("farmgate.answers.shed", budget, AnswerBudget::shed)
        .description("Calls that were refused or given up for want of room")
        .register(registry);
  }

  /** Returns everything in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
