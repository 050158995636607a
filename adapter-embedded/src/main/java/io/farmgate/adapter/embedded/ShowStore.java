package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.ShowTotals;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Shows;
import io.farmgate.domain.spec.NameRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The shows, in the database. */
final class ShowStore implements Shows {
  /** What OpenCue gives a new show. */
  private static final Cores DEFAULT_MIN_CORES = Cores.ONE;

  private static final Cores DEFAULT_MAX_CORES = Cores.of(200);

  private static final String SELECT =
      """
      SELECT s.*, count(j.id) AS jobs,
        coalesce(sum(j.waiting), 0) AS waiting, coalesce(sum(j.depend), 0) AS depend,
        coalesce(sum(j.running), 0) AS running, coalesce(sum(j.succeeded), 0) AS succeeded,
        coalesce(sum(j.dead), 0) AS dead, coalesce(sum(j.eaten), 0) AS eaten,
        coalesce(sum(j.checkpoint), 0) AS checkpoint,
        (SELECT coalesce(sum(p.cores), 0) FROM proc p JOIN job o ON o.id = p.job
          WHERE o.show = s.id) AS reserved_cores,
        (SELECT coalesce(sum(l.gpus), 0) FROM proc p JOIN job o ON o.id = p.job
          JOIN layer l ON l.id = p.layer WHERE o.show = s.id) AS reserved_gpus
      FROM show s LEFT JOIN job j ON j.show = s.id AND j.stopped_at IS NULL
      """;

  private final FarmDatabase database;

  ShowStore(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public List<Show> all() {
    return database.read(h ->
        h.createQuery(SELECT + " GROUP BY s.id ORDER BY s.name")
            .map((row, context) -> show(row))
            .list());
  }

  @Override
  public Optional<Show> byId(ShowId id) {
    return database.read(h -> find(h, "s.key", id.value()));
  }

  @Override
  public Optional<Show> byName(String name) {
    return database.read(h -> named(h, name));
  }

  @Override
  public Show create(String name) {
    NameRule.SHOW.check("show name", name);
    return database.write(h -> {
      if (named(h, name).isPresent()) {
        throw new FarmException(new FarmFailure.Conflict("there is a show '" + name + "' already"));
      }
      insert(h, name);
      return find(h, "s.name", name).orElseThrow();
    });
  }

  /** Creates the show where the farm has none of that name. */
  void ensure(String name) {
    if (byName(name).isEmpty()) {
      create(name);
    }
  }

  @Override
  public void setDefaultCores(ShowId show, Cores min, Cores max) {
    JobStore.checkCores(min, max);
    database.write(h -> {
      int changed =
          h.createUpdate(
                  "UPDATE show SET default_min_cores = :min, default_max_cores = :max"
                      + " WHERE key = :key")
              .bind("min", min.hundredths())
              .bind("max", max.hundredths())
              .bind("key", show.value())
              .execute();
      if (changed == 0) {
        throw new FarmException(FarmFailure.NotFound.of("show", show.value()));
      }
      return changed;
    });
  }

  private static void insert(Handle h, String name) {
    h.createUpdate(
            "INSERT INTO show (key, name, default_min_cores, default_max_cores)"
                + " VALUES (:key, :name, :min, :max)")
        .bind("key", UUID.randomUUID().toString())
        .bind("name", name)
        .bind("min", DEFAULT_MIN_CORES.hundredths())
        .bind("max", DEFAULT_MAX_CORES.hundredths())
        .execute();
  }

  private static Optional<Show> named(Handle h, String name) {
    return row(h, name)
        .flatMap(row ->
            h.createQuery(SELECT + " WHERE s.id = :row GROUP BY s.id")
                .bind("row", row)
                .map((found, context) -> show(found))
                .findOne());
  }

  /** Returns the row of the show of that name, or else of the one that goes by it too. */
  static Optional<Long> row(Handle h, String name) {
    return h.createQuery(
            "SELECT id FROM show WHERE name = :name"
                + " UNION ALL SELECT show FROM show_alias WHERE name = :name LIMIT 1")
        .bind("name", name)
        .mapTo(Long.class)
        .findOne();
  }

  private static Optional<Show> find(Handle h, String column, String value) {
    return h.createQuery(SELECT + " WHERE " + column + " = :value GROUP BY s.id")
        .bind("value", value)
        .map((row, context) -> show(row))
        .findOne();
  }

  private static Show show(ResultSet row) throws SQLException {
    return new Show(
        new ShowId(row.getString("key")),
        row.getString("name"),
        row.getBoolean("active"),
        new Cores(row.getInt("default_min_cores")),
        new Cores(row.getInt("default_max_cores")),
        row.getInt("default_min_gpus"),
        row.getInt("default_max_gpus"),
        row.getBoolean("booking_enabled"),
        row.getBoolean("dispatch_enabled"),
        row.getString("comment_email"),
        Rows.counts(row),
        row.getInt("jobs"),
        new ShowTotals(
            row.getLong("created_jobs"),
            row.getLong("created_frames"),
            RunFigures.of(row),
            new Cores(row.getInt("reserved_cores")),
            row.getInt("reserved_gpus")));
  }
}
