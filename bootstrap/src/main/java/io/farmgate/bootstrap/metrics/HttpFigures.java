package io.farmgate.bootstrap.metrics;

import io.farmgate.adapter.http.edge.HttpRecorder;
import io.farmgate.adapter.http.edge.RouteLabel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Requests by route, farm and status. A request costs a look-up and two additions. */
final class HttpFigures implements HttpRecorder {
  private static final int FIRST_STATUS = 100;
  private static final int STATUSES = 500;

  private final MeterRegistry registry;
  private final ConcurrentHashMap<RouteLabel, OfRoute> routes = new ConcurrentHashMap<>();

  HttpFigures(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(RouteLabel label, int status, long nanos) {
    OfRoute route = routes.get(label);
    if (route == null) {
      route = routes.computeIfAbsent(label, OfRoute::new);
    }
    route.time.record(nanos, TimeUnit.NANOSECONDS);
    route.count(status).increment();
  }

  private final class OfRoute {
    private final RouteLabel label;
    private final Timer time;
    private final AtomicReferenceArray<Counter> byStatus = new AtomicReferenceArray<>(STATUSES);

    OfRoute(RouteLabel label) {
      this.label = label;
      this.time =
          Buckets.timer(
              registry,
              "farmgate.http.request",
              "Time from the end of a request's headers to the end of its answer",
              "method",
              label.method(),
              "farm",
              label.farm());
    }

    Counter count(int status) {
      int index = Math.clamp(status - FIRST_STATUS, 0, STATUSES - 1);
      Counter counter = byStatus.get(index);
      if (counter == null) {
        // Registering the same meter twice gives the same one.
        counter =
            Counter.builder("farmgate.http.requests")
                .description("Requests that are over")
                .tags(
                    "method", label.method(),
                    "farm", label.farm(),
                    "status", Integer.toString(index + FIRST_STATUS))
                .register(registry);
        byStatus.set(index, counter);
      }
      return counter;
    }
  }
}
