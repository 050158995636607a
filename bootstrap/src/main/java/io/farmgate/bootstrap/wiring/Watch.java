package io.farmgate.bootstrap.wiring;

import io.farmgate.adapter.http.edge.RateLimiter;
import io.farmgate.application.Admission;
import io.farmgate.application.CallRecorder;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.bootstrap.metrics.FarmHealth;
import io.farmgate.bootstrap.metrics.GatewayMetrics;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What watches over the gateway's calls, once for all ways in.
 *
 * @param admission counts requests of each caller
 */
record Watch(GatewayMetrics metrics, FarmHealth health, Admission admission)
    implements AutoCloseable {

  static Watch over(FarmBehind farm, GatewayConfig config, GatewayMetrics metrics, Clock clock) {
    farm.budget().ifPresent(metrics::watch);
    int perSecond = config.requestsPerSecond();
    return new Watch(
        metrics,
        new FarmHealth(farm.farm().name(), farm.reachable(), clock),
        perSecond == 0 ? Admission.OPEN : metrics.counting(new RateLimiter(perSecond, clock)));
  }

  /** Returns what is told of every call to a farm. */
  CallRecorder calls() {
    return new All(List.of(new CallLog(), metrics.calls(), health));
  }

  @Override
  public void close() {
    metrics.close();
  }

  private record All(List<CallRecorder> recorders) implements CallRecorder {
    @Override
    public void record(
        Caller caller,
        String requestId,
        String farm,
        String method,
        Duration took,
        Optional<FarmFailure> failure) {
      for (CallRecorder recorder : recorders) {
        recorder.record(caller, requestId, farm, method, took, failure);
      }
    }

    @Override
    public void ignoredKeys(String method, int count) {
      for (CallRecorder recorder : recorders) {
        recorder.ignoredKeys(method, count);
      }
    }
  }
}
