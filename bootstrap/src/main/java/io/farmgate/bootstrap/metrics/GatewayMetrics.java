package io.farmgate.bootstrap.metrics;

import io.farmgate.adapter.grpc.cuebot.AnswerBudget;
import io.farmgate.adapter.grpc.cuebot.GuardRecorder;
import io.farmgate.adapter.http.edge.HttpRecorder;
import io.farmgate.application.Admission;
import io.farmgate.application.CallRecorder;
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

  /** Returns what counts the actions of guards. */
  public GuardRecorder guards() {
    return (guard, action) ->
        registry
            .counter("farmgate.guard.actions", "guard", guard.word(), "action", action)
            .increment();
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
