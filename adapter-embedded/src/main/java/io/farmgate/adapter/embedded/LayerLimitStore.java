package io.farmgate.adapter.embedded;

import io.farmgate.domain.LayerId;
import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.LayerLimits;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which limits hold for which layer, in the database. Triggers there count what runs. */
final class LayerLimitStore implements LayerLimits {
  private final FarmDatabase database;
  private final WakeUp wakeUp;

  LayerLimitStore(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  @Override
  public List<Limit> ofLayer(LayerId layer) {
    return database.read(h ->
        h.createQuery(
                "SELECT f.* FROM layer_limit x JOIN farm_limit f ON f.id = x.farm_limit"
                    + " WHERE x.layer = :layer ORDER BY f.name")
            .bind("layer", Lookup.row(h, "layer", layer.value()))
            .map((row, context) -> LimitStore.limit(row))
            .list());
  }

  @Override
  public void add(LayerId layer, LimitId limit) {
    change("INSERT OR IGNORE INTO layer_limit (layer, farm_limit) VALUES (?, ?)", layer, limit);
  }

  @Override
  public void drop(LayerId layer, LimitId limit) {
    change("DELETE FROM layer_limit WHERE layer = ? AND farm_limit = ?", layer, limit);
  }

  private void change(String sql, LayerId layer, LimitId limit) {
    database.write(h -> h.execute(sql, Lookup.row(h, "layer", layer.value()), limitRow(h, limit)));
    wakeUp.call();
  }

  private static long limitRow(Handle h, LimitId limit) {
    return h.createQuery("SELECT id FROM farm_limit WHERE key = :key")
        .bind("key", limit.value())
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("limit", limit.value())));
  }
}
