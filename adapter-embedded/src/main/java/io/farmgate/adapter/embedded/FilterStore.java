package io.farmgate.adapter.embedded;

import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Filters;
import io.farmgate.domain.spec.NameRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The filters of shows, in the database. Their places have no gaps. */
final class FilterStore implements Filters {
  private final FarmDatabase database;
  private final WakeUp wakeUp;

  /** Wakes the scheduler where a filter may have changed what it can book. */
  FilterStore(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  private record Row(long id, long show, int place) {}

  @Override
  public List<Filter> ofShow(ShowId show) {
    return database.read(h ->
        h.createQuery(
                "SELECT f.* FROM filter f JOIN show s ON s.id = f.show WHERE s.key = :show"
                    + " ORDER BY f.place")
            .bind("show", show.value())
            .map((row, context) -> filter(row))
            .list());
  }

  @Override
  public Optional<Filter> byId(FilterId id) {
    return database.read(h -> find(h, id));
  }

  @Override
  public Filter create(ShowId show, String name) {
    NameRule.FILTER.check("filter name", name);
    FilterId id = new FilterId(UUID.randomUUID().toString());
    return database.write(h -> {
      long row = Lookup.row(h, "show", show.value());
      refuseTaken(h, row, name, 0);
      h.createUpdate(
              """
              INSERT INTO filter (key, show, name, quorum, place)
              VALUES (:key, :show, :name, 'ALL',
                1 + (SELECT count(*) FROM filter WHERE show = :show))
              """)
          .bind("key", id.value())
          .bind("show", row)
          .bind("name", name)
          .execute();
      return find(h, id).orElseThrow();
    });
  }

  @Override
  public void rename(FilterId id, String name) {
    NameRule.FILTER.check("filter name", name);
    database.write(h -> {
      Row row = known(h, id);
      refuseTaken(h, row.show(), name, row.id());
      return h.execute("UPDATE filter SET name = ? WHERE id = ?", name, row.id());
    });
  }

  @Override
  public void setQuorum(FilterId id, Filter.Quorum quorum) {
    database.write(h ->
        h.execute("UPDATE filter SET quorum = ? WHERE id = ?", quorum.name(), known(h, id).id()));
  }

  @Override
  public void setEnabled(FilterId id, boolean enabled) {
    database.write(
        h -> h.execute("UPDATE filter SET enabled = ? WHERE id = ?", enabled, known(h, id).id()));
  }

  @Override
  public void put(FilterId id, int place) {
    database.write(h -> put(h, known(h, id), place));
  }

  @Override
  public void move(FilterId id, int places) {
    database.write(h -> {
      Row row = known(h, id);
      return put(h, row, (long) row.place() + places);
    });
  }

  @Override
  public void delete(FilterId id) {
    database.write(h -> {
      Row row = known(h, id);
      h.execute("DELETE FROM matcher WHERE filter = ?", row.id());
      h.execute("DELETE FROM action WHERE filter = ?", row.id());
      h.execute("DELETE FROM filter WHERE id = ?", row.id());
      return h.execute(
          "UPDATE filter SET place = place - 1 WHERE show = ? AND place > ?",
          row.show(),
          row.place());
    });
  }

  @Override
  public void run(FilterId id, Set<JobId> jobs) {
    database.write(h -> {
      long filter = known(h, id).id();
      for (JobId job : jobs) {
        FilterRun.one(h, filter, Lookup.row(h, "job", job.value()));
      }
      return jobs.size();
    });
    wakeUp.call();
  }

  private static int put(Handle h, Row row, long wanted) {
    int last =
        h.createQuery("SELECT count(*) FROM filter WHERE show = :show")
            .bind("show", row.show())
            .mapTo(Integer.class)
            .one();
    int place = Math.clamp(wanted, 1, last);
    // What lies between the two places moves by one towards the one that becomes free.
    h.createUpdate(
            """
            UPDATE filter SET place = place + CASE WHEN place > :from THEN -1 ELSE 1 END
            WHERE show = :show AND place <> :from
              AND place BETWEEN min(:from, :to) AND max(:from, :to)
            """)
        .bind("show", row.show())
        .bind("from", row.place())
        .bind("to", place)
        .execute();
    return h.execute("UPDATE filter SET place = ? WHERE id = ?", place, row.id());
  }

  private static Row known(Handle h, FilterId id) {
    return h.createQuery("SELECT id, show, place FROM filter WHERE key = :key")
        .bind("key", id.value())
        .map((row, context) -> new Row(row.getLong("id"), row.getLong("show"), row.getInt("place")))
        .findOne()
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("filter", id.value())));
  }

  private static void refuseTaken(Handle h, long show, String name, long row) {
    boolean taken =
        h.createQuery(
                "SELECT EXISTS (SELECT 1 FROM filter"
                    + " WHERE show = :show AND name = :name AND id <> :id)")
            .bind("show", show)
            .bind("name", name)
            .bind("id", row)
            .mapTo(Boolean.class)
            .one();
    if (taken) {
      throw Lookup.taken("filter of the show named", name);
    }
  }

  private static Optional<Filter> find(Handle h, FilterId id) {
    return h.createQuery("SELECT * FROM filter WHERE key = :key")
        .bind("key", id.value())
        .map((row, context) -> filter(row))
        .findOne();
  }

  static Filter filter(ResultSet row) throws SQLException {
    return new Filter(
        new FilterId(row.getString("key")),
        row.getString("name"),
        Filter.Quorum.valueOf(row.getString("quorum")),
        row.getInt("place"),
        row.getBoolean("enabled"));
  }
}
