package io.farmgate.adapter.embedded;

import io.farmgate.domain.Filter;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.spec.FilterPass;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Sends jobs of the database through filters, in the transaction of whoever asks. */
final class FilterRun {
  private final Handle handle;
  private final long job;
  private boolean priorityIsSet;
  private boolean minCoresAreSet;
  private boolean maxCoresAreSet;

  private FilterRun(Handle handle, long job) {
    this.handle = handle;
    this.job = job;
  }

  /** Applies all filters of a show that are switched on to a job that arrives. */
  static void all(Handle h, long show, long job) {
    List<FilterPass.Whole> filters =
        h.createQuery("SELECT * FROM filter WHERE show = :show AND enabled = 1 ORDER BY place")
            .bind("show", show)
            .map((row, context) ->
                whole(h, row.getLong("id"), Filter.Quorum.valueOf(row.getString("quorum"))))
            .list();
    new FilterRun(h, job).run(filters);
  }

  /** Applies one filter, switched on or not, to a job. */
  static void one(Handle h, long filter, long job) {
    List<FilterPass.Whole> filters =
        h.createQuery("SELECT * FROM filter WHERE id = :id")
            .bind("id", filter)
            .map((row, context) -> whole(h, filter, Filter.Quorum.valueOf(row.getString("quorum"))))
            .list();
    new FilterRun(h, job).run(filters);
  }

  private static FilterPass.Whole whole(Handle h, long filter, Filter.Quorum quorum) {
    List<MatchRule> rules =
        h.createQuery("SELECT * FROM matcher WHERE filter = :filter ORDER BY id")
            .bind("filter", filter)
            .map((row, context) -> FilterRows.rule(row))
            .list();
    List<JobEdit> edits =
        h.createQuery(FilterRows.ACTIONS + " WHERE f.id = :filter ORDER BY a.id")
            .bind("filter", filter)
            .map((row, context) -> FilterRows.edit(row))
            .list();
    return new FilterPass.Whole(quorum, rules, edits);
  }

  private void run(List<FilterPass.Whole> filters) {
    if (!filters.isEmpty()) {
      FilterPass.edits(facts(), filters).forEach(this::apply);
    }
  }

  private FilterPass.Facts facts() {
    List<String> layers =
        handle
            .createQuery("SELECT name FROM layer WHERE job = :job")
            .bind("job", job)
            .mapTo(String.class)
            .list();
    List<String> services =
        handle
            .createQuery("SELECT services FROM layer WHERE job = :job")
            .bind("job", job)
            .mapTo(String.class)
            .list()
            .stream()
            .flatMap(lines -> Rows.lines(lines).stream())
            .distinct()
            .toList();
    return handle
        .createQuery(
            "SELECT j.*, s.name AS show_name FROM job j JOIN show s ON s.id = j.show"
                + " WHERE j.id = :job")
        .bind("job", job)
        .map((row, context) ->
            new FilterPass.Facts(
                row.getString("name"),
                row.getString("show_name"),
                row.getString("shot"),
                row.getString("user"),
                row.getInt("priority"),
                row.getString("facility"),
                services,
                layers))
        .one();
  }

  private void apply(JobEdit edit) {
    switch (edit) {
      case JobEdit.MoveToGroup move -> move(move);
      case JobEdit.SetPaused set -> job("paused = ?", set.paused());
      case JobEdit.SetPriority set -> {
        priorityIsSet = true;
        job("priority = ?", set.priority());
      }
      case JobEdit.SetMinCores set -> {
        minCoresAreSet = true;
        job("min_cores = min(?, max_cores)", set.cores().hundredths());
      }
      case JobEdit.SetMaxCores set -> {
        maxCoresAreSet = true;
        job("max_cores = ?", set.cores().hundredths());
        job("min_cores = min(?, min_cores)", set.cores().hundredths());
      }
      case JobEdit.SetTags set -> layers("tags", set.layers(), Rows.lines(set.tags()));
      case JobEdit.SetMemory set -> layers("memory", set.layers(), set.bytes());
      case JobEdit.SetLayerMinCores set ->
          layers("min_cores", set.layers(), set.cores().hundredths());
      case JobEdit.SetLayerMaxCores set ->
          layers("max_cores", set.layers(), set.cores().hundredths());
      case JobEdit.SetMemoryOptimizer set ->
          handle.execute("UPDATE layer SET memory_optimizer = ? WHERE job = ?", set.on(), job);
      case JobEdit.Stop stop -> {}
    }
  }

  /** The job takes over the group's defaults, but for those that an edit before has set. */
  private void move(JobEdit.MoveToGroup move) {
    handle
        .createUpdate(
            """
            UPDATE job SET job_group = g.id,
              priority = iif(:keepPriority, priority, coalesce(g.default_priority, priority)),
              max_cores = iif(:keepMax, job.max_cores,
                coalesce(g.default_max_cores, job.max_cores)),
              min_cores = min(
                iif(:keepMin, job.min_cores, coalesce(g.default_min_cores, job.min_cores)),
                iif(:keepMax, job.max_cores, coalesce(g.default_max_cores, job.max_cores)))
            FROM job_group g WHERE g.key = :group AND g.show = job.show AND job.id = :job
            """)
        .bind("keepPriority", priorityIsSet)
        .bind("keepMin", minCoresAreSet)
        .bind("keepMax", maxCoresAreSet)
        .bind("group", move.group().value())
        .bind("job", job)
        .execute();
  }

  private void job(String change, Object value) {
    handle.execute("UPDATE job SET " + change + " WHERE id = ?", value, job);
  }

  private void layers(String column, LayerType type, Object value) {
    handle.execute(
        "UPDATE layer SET " + column + " = ? WHERE job = ? AND type = ?", value, job, type.name());
  }
}
