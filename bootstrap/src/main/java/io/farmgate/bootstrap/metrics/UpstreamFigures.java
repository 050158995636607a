package io.farmgate.bootstrap.metrics;

import io.farmgate.domain.port.NativeRpc;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Counts and times the calls that are sent to a farm, behind what shares and limits them. A call
 * costs a look-up and two additions. Thread-safe.
 */
final class UpstreamFigures implements NativeRpc {
  private final MeterRegistry registry;
  private final String farm;
  private final NativeRpc calls;
  private final Timer time;
  private final ConcurrentHashMap<String, Counter> answered = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, ConcurrentHashMap<String, Counter>> refused =
      new ConcurrentHashMap<>();

  UpstreamFigures(MeterRegistry registry, String farm, NativeRpc calls) {
    this.registry = registry;
    this.farm = farm;
    this.calls = calls;
    this.time =
        Buckets.timer(
            registry,
            "farmgate.upstream.call",
            "Time of a call that was sent to a farm, with the wait in its lane",
            "farm",
            farm);
  }

  @Override
  public void call(Call call, Consumer<Reply> done) {
    long start = System.nanoTime();
    calls.call(
        call,
        reply -> {
          time.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
          counter(call.method(), reply).increment();
          done.accept(reply);
        });
  }

  private Counter counter(String method, Reply reply) {
    return switch (reply) {
      case Reply.Answer _ -> answered.computeIfAbsent(method, m -> counter(m, Outcomes.OK));
      case Reply.Refused(var failure) ->
          refused
              .computeIfAbsent(method, m -> new ConcurrentHashMap<>())
              .computeIfAbsent(Outcomes.bounded(failure), outcome -> counter(method, outcome));
    };
  }

  private Counter counter(String method, String outcome) {
    return Counter.builder("farmgate.upstream.calls")
        .description("Calls that were sent to a farm and are over")
        .tags("farm", farm, "method", method, "outcome", outcome)
        .register(registry);
  }
}
