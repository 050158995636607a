package io.farmgate.adapter.embedded;

import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Limits;
import io.farmgate.domain.spec.NameRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The limits, in the database. Triggers there count what runs under each of them. */
final class LimitStore implements Limits {
  private static final String TABLE = "farm_limit";
  private static final String KIND = "limit";

  private final FarmDatabase database;
  private final WakeUp wakeUp;

  /** Wakes the scheduler where a change may let it book more. */
  LimitStore(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  /**
   * Puts a layer under limits, by their names.
   *
   * @throws FarmException with NotFound for a limit that is not there
   */
  static void hold(Handle h, long layer, Collection<String> limits) {
    for (String name : limits) {
      h.execute(
          "INSERT OR IGNORE INTO layer_limit (layer, farm_limit) VALUES (?, ?)",
          layer,
          Lookup.named(h, TABLE, KIND, name));
    }
  }

  @Override
  public List<Limit> all() {
    return database.read(h ->
        h.createQuery("SELECT * FROM farm_limit ORDER BY name")
            .map((row, context) -> limit(row))
            .list());
  }

  @Override
  public Optional<Limit> byId(LimitId id) {
    return database.read(h -> find(h, "key", id.value()));
  }

  @Override
  public Optional<Limit> byName(String name) {
    return database.read(h -> find(h, "name", name));
  }

  @Override
  public Limit create(String name, int maxRunning) {
    NameRule.LIMIT.check("limit name", name);
    checkMax(maxRunning);
    return database.write(h -> {
      Lookup.refuseTaken(h, TABLE, KIND, name, 0);
      h.createUpdate("INSERT INTO farm_limit (key, name, max_running) VALUES (:key, :name, :max)")
          .bind("key", UUID.randomUUID().toString())
          .bind("name", name)
          .bind("max", maxRunning)
          .execute();
      return find(h, "name", name).orElseThrow();
    });
  }

  @Override
  public void rename(String name, String newName) {
    NameRule.LIMIT.check("limit name", newName);
    database.write(h -> {
      long row = Lookup.named(h, TABLE, KIND, name);
      Lookup.refuseTaken(h, TABLE, KIND, newName, row);
      return h.execute("UPDATE farm_limit SET name = ? WHERE id = ?", newName, row);
    });
  }

  @Override
  public void setMaxRunning(String name, int maxRunning) {
    checkMax(maxRunning);
    database.write(h ->
        h.execute(
            "UPDATE farm_limit SET max_running = ? WHERE id = ?",
            maxRunning,
            Lookup.named(h, TABLE, KIND, name)));
    wakeUp.call();
  }

  @Override
  public void delete(String name) {
    database.write(h -> {
      long row = Lookup.named(h, TABLE, KIND, name);
      h.execute("DELETE FROM layer_limit WHERE farm_limit = ?", row);
      return h.execute("DELETE FROM farm_limit WHERE id = ?", row);
    });
    wakeUp.call();
  }

  private static void checkMax(int maxRunning) {
    if (maxRunning < 0) {
      throw new FarmException(
          new FarmFailure.Invalid("max value: " + maxRunning + " (expected: 0 or more frames)"));
    }
  }

  private static Optional<Limit> find(Handle h, String column, String value) {
    return h.createQuery("SELECT * FROM farm_limit WHERE " + column + " = :value")
        .bind("value", value)
        .map((row, context) -> limit(row))
        .findOne();
  }

  static Limit limit(ResultSet row) throws SQLException {
    return new Limit(
        new LimitId(row.getString("key")),
        row.getString("name"),
        row.getInt("max_running"),
        row.getInt("running"));
  }
}
