package io.farmgate.bootstrap.metrics;

import io.farmgate.application.CallRecorder;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Calls to farms by method and outcome. A call costs two look-ups and two additions. */
final class CallFigures implements CallRecorder {
  private final MeterRegistry registry;
  private final ConcurrentHashMap<String, OfFarm> farms = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Counter> ignoredKeys = new ConcurrentHashMap<>();

  CallFigures(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void record(
      Caller caller,
      String requestId,
      String farm,
      String method,
      Duration took,
      Optional<FarmFailure> failure) {
    OfFarm figures = farms.get(farm);
    if (figures == null) {
      figures = farms.computeIfAbsent(farm, OfFarm::new);
    }
    figures.time.record(took.toNanos(), TimeUnit.NANOSECONDS);
    figures.method(method).count(failure).increment();
  }

  @Override
  public void ignoredKeys(String method, int count) {
    ignoredKeys
        .computeIfAbsent(
            method,
            m ->
                Counter.builder("farmgate.ignored.keys")
                    .description("Keys of request bodies that no method knows")
                    .tag("method", m)
                    .register(registry))
        .increment(count);
  }

  private final class OfFarm {
    private final String farm;
    private final Timer time;
    private final ConcurrentHashMap<String, OfMethod> methods = new ConcurrentHashMap<>();

    OfFarm(String farm) {
      this.farm = farm;
      this.time =
          Buckets.timer(
              registry,
              "farmgate.call",
              "Time of a call to a farm, with the wait for its turn",
              "farm",
              farm);
    }

    OfMethod method(String name) {
      OfMethod method = methods.get(name);
      return method == null ? methods.computeIfAbsent(name, n -> new OfMethod(farm, n)) : method;
    }
  }

  private final class OfMethod {
    private final String farm;
    private final String method;
    private final Counter succeeded;
    private final ConcurrentHashMap<String, Counter> failed = new ConcurrentHashMap<>();

    OfMethod(String farm, String method) {
      this.farm = farm;
      this.method = method;
      this.succeeded = counter(Outcomes.OK);
    }

    Counter count(Optional<FarmFailure> failure) {
      return failure.isEmpty()
          ? succeeded
          : failed.computeIfAbsent(Outcomes.bounded(failure.get()), this::counter);
    }

    private Counter counter(String outcome) {
      return Counter.builder("farmgate.calls")
          .description("Calls to a farm that are over")
          .tags("farm", farm, "method", method, "outcome", outcome)
          .register(registry);
    }
  }
}
