package io.farmgate.adapter.embedded;

import org.jdbi.v3.core.Handle;

/**
 * Raises what a layer's frames reserve once one of them was ended for lack of memory, so that its
 * next run is booked with more.
 */
final class MoreMemory {
  private MoreMemory() {}

  /**
   * Raises it by what the layer's service says, or else to twice as much; to what the run was seen
   * to hold at least, and to the machine's memory at most. What is higher by now stays.
   *
   * @param reserved what the run had, in bytes
   * @param used the most it was seen to hold
   * @param machine what there is
   * @return whether the next run has more than this one
   */
  static boolean reserve(Handle h, long layer, long reserved, long used, long machine) {
    if (reserved >= machine) {
      return false;
    }
    long increase = increase(h, layer);
    long wanted = reserved + (increase > 0 ? increase : reserved);
    h.createUpdate("UPDATE layer SET memory = :memory WHERE id = :layer AND memory < :memory")
        .bind("memory", Math.min(machine, Math.max(wanted, used)))
        .bind("layer", layer)
        .execute();
    return true;
  }

  private static long increase(Handle h, long layer) {
    record Row(long show, String services) {}
    Row row =
        h.createQuery(
                "SELECT j.show, l.services FROM layer l JOIN job j ON j.id = l.job WHERE l.id = :id")
            .bind("id", layer)
            .map((found, context) -> new Row(found.getLong("show"), found.getString("services")))
            .one();
    return ServiceTable.counting(h, row.show(), Rows.lines(row.services()))
        .defaults()
        .memoryIncreaseBytes();
  }
}
