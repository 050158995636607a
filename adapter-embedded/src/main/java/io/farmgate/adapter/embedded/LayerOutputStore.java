package io.farmgate.adapter.embedded;

import io.farmgate.domain.LayerId;
import io.farmgate.domain.port.LayerOutputs;
import io.farmgate.domain.spec.LayerRules;
import java.util.List;

/** Where layers write, in the database. */
final class LayerOutputStore implements LayerOutputs {
  private final FarmDatabase database;

  LayerOutputStore(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public List<String> ofLayer(LayerId layer) {
    return database.read(h ->
        h.createQuery("SELECT path FROM layer_output WHERE layer = :layer ORDER BY place")
            .bind("layer", Lookup.row(h, "layer", layer.value()))
            .mapTo(String.class)
            .list());
  }

  @Override
  public void register(LayerId layer, String path) {
    LayerRules.checkPath(path);
    database.write(h ->
        h.createUpdate(
                "INSERT OR IGNORE INTO layer_output (layer, path, place) SELECT :layer, :path,"
                    + " coalesce(max(place), 0) + 1 FROM layer_output WHERE layer = :layer")
            .bind("layer", Lookup.row(h, "layer", layer.value()))
            .bind("path", path)
            .execute());
  }
}
