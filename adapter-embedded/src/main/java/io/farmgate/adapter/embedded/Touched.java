package io.farmgate.adapter.embedded;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Notes which rows the scheduler has to read again, whatever statement changes them. The notes and
 * the triggers that take them belong to the writing connection alone, and a transaction that is
 * rolled back takes its notes along.
 */
final class Touched {
  private static final String NOTES = "CREATE TEMP TABLE touched (kind TEXT NOT NULL, id INTEGER)";

  /** What a job says to the scheduler. Its counts are not among it: layers have their own. */
  private static final String OF_JOB =
      "UPDATE OF priority, started_at, paused, stopped_at, job_group, user, show, facility,"
          + " min_cores, max_cores, min_gpus, max_gpus ON job";

  private static final String OF_LAYER =
      "UPDATE OF min_cores, max_cores, threadable, memory, gpus, tags, start_after, dispatch_order"
          + " ON layer";

  private static final List<String> OF_FARM =
      List.of(
          "INSERT ON job_group",
          "UPDATE OF min_cores, max_cores, min_gpus, max_gpus ON job_group",
          "INSERT ON owner",
          "UPDATE ON owner",
          "DELETE ON owner",
          "INSERT ON subscription",
          "UPDATE ON subscription",
          "DELETE ON subscription",
          "UPDATE OF active, booking_enabled, dispatch_enabled ON show",
          "UPDATE OF allocation, name, thread_mode ON host",
          "INSERT ON host_tag",
          "UPDATE ON host_tag",
          "DELETE ON host_tag",
          "UPDATE ON allocation",
          "UPDATE OF department ON job_group",
          "UPDATE OF managed, managed_cores ON department",
          "INSERT ON task",
          "UPDATE ON task",
          "DELETE ON task",
          "UPDATE OF name ON facility");

  private Touched() {}

  /** What has to be read again; {@code farm}: everything. */
  record Rows(boolean farm, List<Long> jobs, List<Long> layers) {}

  /** Begins to take notes, with one that says that everything is to be read. */
  static void install(Handle writer) {
    writer.execute(NOTES);
    note(writer, "job_arrives", "INSERT ON job", "'job', NEW.id");
    note(writer, "job_changes", OF_JOB, "'job', NEW.id");
    note(writer, "layer_arrives", "INSERT ON layer", "'layer', NEW.id");
    note(writer, "layer_changes", OF_LAYER, "'layer', NEW.id");
    // Not at every frame: only where a layer's last frame goes, or a first one comes.
    note(
        writer,
        "layer_waits",
        "UPDATE OF waiting ON layer WHEN (OLD.waiting > 0) <> (NEW.waiting > 0)",
        "'layer', NEW.id");
    note(writer, "limit_arrives", "INSERT ON layer_limit", "'layer', NEW.layer");
    note(writer, "limit_goes", "DELETE ON layer_limit", "'layer', OLD.layer");
    for (int i = 0; i < OF_FARM.size(); i++) {
      note(writer, "farm_" + i, OF_FARM.get(i), "'farm', 0");
    }
    writer.execute("INSERT INTO touched VALUES ('farm', 0)");
  }

  private static void note(Handle writer, String name, String event, String what) {
    writer.execute(
        "CREATE TEMP TRIGGER touched_"
            + name
            + " AFTER "
            + event
            + " BEGIN INSERT INTO touched VALUES ("
            + what
            + "); END");
  }

  /** Returns what was noted since the last call, and forgets it with the present transaction. */
  static Rows take(Handle writer) {
    if (!isAny(writer)) {
      return new Rows(false, List.of(), List.of());
    }
    Rows rows = new Rows(!ids(writer, "farm").isEmpty(), ids(writer, "job"), ids(writer, "layer"));
    writer.execute("DELETE FROM touched");
    return rows;
  }

  /** Tells whether there are notes. */
  static boolean isAny(Handle writer) {
    return writer.createQuery("SELECT EXISTS (SELECT 1 FROM touched)").mapTo(Boolean.class).one();
  }

  private static List<Long> ids(Handle writer, String kind) {
    return writer
        .createQuery("SELECT DISTINCT id FROM touched WHERE kind = :kind")
        .bind("kind", kind)
        .mapTo(Long.class)
        .list();
  }
}
