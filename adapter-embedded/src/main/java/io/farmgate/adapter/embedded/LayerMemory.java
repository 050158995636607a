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

  /**
   * Notes what a run has used.
   *
   * @param used the most memory that its processes held together; 0 where it was over before
   *     anybody looked, and nothing is learnt
   * @param succeeded whether all of its work was done: only then is the reservation lowered
   */
  static void learn(Handle h, long layer, long used, boolean succeeded) {
    if (used <= 0) {
      return;
    }
    h.createUpdate("UPDATE layer SET most_memory = :used WHERE id = :id AND most_memory < :used")
        .bind("used", used)
        .bind("id", layer)
        .execute();
    if (succeeded) {
      h.createUpdate(
              "UPDATE layer SET memory = most_memory + :spare WHERE id = :id"
                  + " AND memory_optimizer = 1 AND memory > most_memory + :spare")
          .bind("spare", SPARE)
          .bind("id", layer)
          .execute();
    }
  }
}
