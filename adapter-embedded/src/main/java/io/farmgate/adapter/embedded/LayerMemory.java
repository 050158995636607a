package io.farmgate.adapter.embedded;

import org.jdbi.v3.core.Handle;

/**
 * What is learnt from how much memory frames use. Where a layer's optimizer is on, its procs
 * reserve no more than the most that one run of its frames has used, and a spare part, as in
 * OpenCue. It never raises what is reserved.
 */
final class LayerMemory {
  /** Beside what was used, because the next frame may need a little more. */
  static final long SPARE = 256L << 20;

  private LayerMemory() {}

  /** Lowers what the layer reserves, after a run that succeeded and that {@link RunFigures} has. */
  static void lower(Handle h, long layer) {
    h.createUpdate(
            "UPDATE layer SET memory = max_rss + :spare WHERE id = :id"
                + " AND memory_optimizer = 1 AND max_rss > 0 AND memory > max_rss + :spare")
        .bind("spare", SPARE)
        .bind("id", layer)
        .execute();
  }
}
