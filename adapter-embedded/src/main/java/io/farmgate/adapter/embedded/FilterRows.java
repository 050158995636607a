package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How rules and edits of filters stand in the database. */
final class FilterRows {
  /** Rows that {@link #edit} reads. */
  static final String ACTIONS =
      "SELECT a.*, g.key AS group_key FROM action a JOIN filter f ON f.id = a.filter"
          + " LEFT JOIN job_group g ON g.id = a.job_group";

  private FilterRows() {}

  static MatchRule rule(ResultSet row) throws SQLException {
    return new MatchRule(
        MatchRule.Subject.valueOf(row.getString("subject")),
        MatchRule.Kind.valueOf(row.getString("kind")),
        row.getString("input"));
  }

  /** What an action does, as the column has it. */
  private enum Kind {
    MOVE_TO_GROUP,
    SET_PAUSED,
    SET_PRIORITY,
    SET_MIN_CORES,
    SET_MAX_CORES,
    SET_TAGS,
    SET_MEMORY,
    SET_LAYER_MIN_CORES,
    SET_LAYER_MAX_CORES,
    SET_MEMORY_OPTIMIZER,
    STOP
  }

  static JobEdit edit(ResultSet row) throws SQLException {
    long number = row.getLong("number");
    return switch (Kind.valueOf(row.getString("kind"))) {
      case MOVE_TO_GROUP -> new JobEdit.MoveToGroup(new GroupId(row.getString("group_key")));
      case SET_PAUSED -> new JobEdit.SetPaused(number != 0);
      case SET_PRIORITY -> new JobEdit.SetPriority((int) number);
      case SET_MIN_CORES -> new JobEdit.SetMinCores(new Cores((int) number));
      case SET_MAX_CORES -> new JobEdit.SetMaxCores(new Cores((int) number));
      case SET_TAGS -> new JobEdit.SetTags(layers(row), Rows.lines(row.getString("tags")));
      case SET_MEMORY -> new JobEdit.SetMemory(layers(row), number);
      case SET_LAYER_MIN_CORES ->
          new JobEdit.SetLayerMinCores(layers(row), new Cores((int) number));
      case SET_LAYER_MAX_CORES ->
          new JobEdit.SetLayerMaxCores(layers(row), new Cores((int) number));
      case SET_MEMORY_OPTIMIZER -> new JobEdit.SetMemoryOptimizer(number != 0);
      case STOP -> new JobEdit.Stop();
    };
  }

  private static LayerType layers(ResultSet row) throws SQLException {
    return LayerType.valueOf(row.getString("layers"));
  }

  /** The columns of an action. */
  private record Columns(
      Kind kind, @Nullable Long number, @Nullable LayerType layers, @Nullable String tags) {
    static Columns of(Kind kind, long number) {
      return new Columns(kind, number, null, null);
    }
  }

  /** Writes an edit into the row of an action; a group must be one of the filter's show. */
  static int set(Handle h, long action, long filter, JobEdit edit) {
    Columns columns = columns(edit);
    return h.createUpdate(
            "UPDATE action SET kind = :kind, number = :number, layers = :layers, tags = :tags,"
                + " job_group = :group WHERE id = :id")
        .bind("kind", columns.kind().name())
        .bind("number", columns.number())
        .bind("layers", columns.layers() == null ? null : columns.layers().name())
        .bind("tags", columns.tags())
        .bind("group", edit instanceof JobEdit.MoveToGroup move ? group(h, filter, move) : null)
        .bind("id", action)
        .execute();
  }

  private static Columns columns(JobEdit edit) {
    return switch (edit) {
      case JobEdit.MoveToGroup move -> new Columns(Kind.MOVE_TO_GROUP, null, null, null);
      case JobEdit.SetPaused set -> Columns.of(Kind.SET_PAUSED, set.paused() ? 1 : 0);
      case JobEdit.SetPriority set -> Columns.of(Kind.SET_PRIORITY, set.priority());
      case JobEdit.SetMinCores set -> Columns.of(Kind.SET_MIN_CORES, set.cores().hundredths());
      case JobEdit.SetMaxCores set -> Columns.of(Kind.SET_MAX_CORES, set.cores().hundredths());
      case JobEdit.SetTags set ->
          new Columns(Kind.SET_TAGS, null, set.layers(), Rows.lines(set.tags()));
      case JobEdit.SetMemory set -> new Columns(Kind.SET_MEMORY, set.bytes(), set.layers(), null);
      case JobEdit.SetLayerMinCores set ->
          new Columns(
              Kind.SET_LAYER_MIN_CORES, (long) set.cores().hundredths(), set.layers(), null);
      case JobEdit.SetLayerMaxCores set ->
          new Columns(
              Kind.SET_LAYER_MAX_CORES, (long) set.cores().hundredths(), set.layers(), null);
      case JobEdit.SetMemoryOptimizer set ->
          Columns.of(Kind.SET_MEMORY_OPTIMIZER, set.on() ? 1 : 0);
      case JobEdit.Stop stop -> new Columns(Kind.STOP, null, null, null);
    };
  }

  private static long group(Handle h, long filter, JobEdit.MoveToGroup move) {
    return h.createQuery(
            "SELECT g.id FROM job_group g JOIN filter f ON f.show = g.show"
                + " WHERE g.key = :key AND f.id = :filter")
        .bind("key", move.group().value())
        .bind("filter", filter)
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(() ->
            new FarmException(
                new FarmFailure.Invalid(
                    "group: '" + move.group() + "' (expected: a group of the filter's show)")));
  }
}
