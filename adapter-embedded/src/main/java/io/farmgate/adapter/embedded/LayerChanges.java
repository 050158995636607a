package io.farmgate.adapter.embedded;

import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerSettings;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.LayerControl;
import io.farmgate.domain.spec.LayerRules;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** Changes layers on behalf of people. {@link Touched} tells the scheduler what it has to know. */
final class LayerChanges implements LayerControl {
  private final FarmDatabase database;
  private final WakeUp wakeUp;
  private final Clock clock;

  LayerChanges(FarmDatabase database, WakeUp wakeUp, Clock clock) {
    this.database = database;
    this.wakeUp = wakeUp;
    this.clock = clock;
  }

  @Override
  public void change(LayerId id, UnaryOperator<LayerSettings> change) {
    database.write(h -> {
      LayerSettings before =
          LayerStore.find(h, id)
              .map(Layer::settings)
              .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("layer", id.value())));
      LayerSettings after = change.apply(before);
      LayerRules.check(before, after, clock.instant());
      return before.equals(after) ? 0 : write(h, id, after);
    });
    wakeUp.call();
  }

  private static int write(Handle h, LayerId id, LayerSettings settings) {
    return h.createUpdate(
            """
            UPDATE layer SET min_cores = :minCores, max_cores = :maxCores,
              threadable = :threadable, memory = :memory, gpus = :gpus, max_gpus = :maxGpus,
              gpu_memory = :gpuMemory, tags = :tags, timeout_seconds = :timeout,
              log_timeout_seconds = :logTimeout, start_after = :startAfter,
              start_after_reason = :reason, memory_optimizer = :optimizer
            WHERE key = :key
            """)
        .bind("minCores", settings.minCores().hundredths())
        .bind("maxCores", settings.maxCores().hundredths())
        .bind("threadable", settings.threadable())
        .bind("memory", settings.memoryBytes())
        .bind("gpus", settings.gpus())
        .bind("maxGpus", settings.maxGpus())
        .bind("gpuMemory", settings.gpuMemoryBytes())
        .bind("tags", Rows.lines(settings.tags()))
        .bind("timeout", settings.timeout().map(Duration::toSeconds).orElse(null))
        .bind("logTimeout", settings.timeoutWithoutLog().map(Duration::toSeconds).orElse(null))
        .bind(
            "startAfter",
            settings.startAfter().map(hold -> hold.time().toEpochMilli()).orElse(null))
        .bind("reason", settings.startAfter().map(Layer.StartAfter::reason).orElse(""))
        .bind("optimizer", settings.memoryOptimizer())
        .bind("key", id.value())
        .execute();
  }

  @Override
  public void setDispatchOrder(LayerId id, int order) {
    LayerRules.checkOrder(order);
    database.write(h -> {
      long layer = Lookup.row(h, "layer", id.value());
      long job =
          h.createQuery("SELECT job FROM layer WHERE id = :id")
              .bind("id", layer)
              .mapTo(Long.class)
              .one();
      // Out of the way first: no two layers of a job may ever have one place.
      put(h, layer, -1);
      makeRoom(h, job, order);
      return put(h, layer, order);
    });
    wakeUp.call();
  }

  /** Moves up by one what has the place and what is right behind it, the last one first. */
  private static void makeRoom(Handle h, long job, int order) {
    List<Integer> places =
        h.createQuery(
                "SELECT dispatch_order FROM layer WHERE job = :job AND dispatch_order >= :order"
                    + " ORDER BY dispatch_order")
            .bind("job", job)
            .bind("order", order)
            .mapTo(Integer.class)
            .list();
    int taken = 0;
    while (taken < places.size() && places.get(taken) == order + taken) {
      taken++;
    }
    for (int place = order + taken - 1; place >= order; place--) {
      h.execute(
          "UPDATE layer SET dispatch_order = ? WHERE job = ? AND dispatch_order = ?",
          place + 1,
          job,
          place);
    }
  }

  private static int put(Handle h, long layer, int order) {
    return h.execute("UPDATE layer SET dispatch_order = ? WHERE id = ?", order, layer);
  }
}
