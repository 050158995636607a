package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.OwnerQuota;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Owners;
import io.farmgate.domain.spec.NameRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** The owners of hosts, in the database. */
final class OwnerStore implements Owners {
  private static final String SELECT =
      """
      SELECT o.*, s.name AS show_name,
        (SELECT count(*) FROM deed d WHERE d.owner = o.id) AS hosts,
        (SELECT coalesce(sum(j.running), 0) FROM job j
          WHERE j.user = o.name AND j.running > 0) AS running
      FROM owner o JOIN show s ON s.id = o.show
      """;

  private final FarmDatabase database;
  private final WakeUp wakeUp;

  /** Wakes the scheduler where a change may let it book more. */
  OwnerStore(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  @Override
  public Optional<Owner> byId(OwnerId id) {
    return database.read(h -> find(h, "o.key", id.value()));
  }

  @Override
  public Optional<Owner> byName(String name) {
    return database.read(h -> find(h, "o.name", name));
  }

  @Override
  public Owner create(ShowId show, String name) {
    NameRule.USER.check("owner name", name);
    return database.write(h -> {
      long row = show(h, show);
      if (find(h, "o.name", name).isPresent()) {
        throw new FarmException(
            new FarmFailure.Conflict("there is an owner '" + name + "' already"));
      }
      h.createUpdate("INSERT INTO owner (key, name, show) VALUES (:key, :name, :show)")
          .bind("key", UUID.randomUUID().toString())
          .bind("name", name)
          .bind("show", row)
          .execute();
      return find(h, "o.name", name).orElseThrow();
    });
  }

  @Override
  public void setShow(OwnerId id, ShowId show) {
    database.write(h ->
        h.createUpdate("UPDATE owner SET show = :show WHERE id = :id")
            .bind("id", row(h, id))
            .bind("show", show(h, show))
            .execute());
  }

  @Override
  public void changeQuota(OwnerId id, UnaryOperator<OwnerQuota> change) {
    database.write(h -> {
      long row = row(h, id);
      OwnerQuota quota = change.apply(find(h, "o.key", id.value()).orElseThrow().quota());
      quota.maxCores().ifPresent(max -> JobStore.checkCores(quota.minCores(), max));
      return h.createUpdate(
              "UPDATE owner SET min_cores = :minCores, max_cores = :maxCores,"
                  + " min_gpus = :minGpus, max_gpus = :maxGpus WHERE id = :id")
          .bind("minCores", quota.minCores().hundredths())
          .bind("maxCores", Rows.orNull(quota.maxCores()))
          .bind("minGpus", quota.minGpus())
          .bind("maxGpus", Rows.orNull(quota.maxGpus()))
          .bind("id", row)
          .execute();
    });
    wakeUp.call();
  }

  @Override
  public void delete(OwnerId id) {
    database.write(h -> {
      long row = row(h, id);
      h.createUpdate("DELETE FROM deed WHERE owner = :id").bind("id", row).execute();
      return h.createUpdate("DELETE FROM owner WHERE id = :id").bind("id", row).execute();
    });
    // Their jobs have no quota any more.
    wakeUp.call();
  }

  /**
   * Returns the row of an owner.
   *
   * @throws FarmException with NotFound
   */
  static long row(Handle h, OwnerId id) {
    return h.createQuery("SELECT id FROM owner WHERE key = :key")
        .bind("key", id.value())
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("owner", id.value())));
  }

  private static long show(Handle h, ShowId id) {
    return h.createQuery("SELECT id FROM show WHERE key = :key")
        .bind("key", id.value())
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("show", id.value())));
  }

  private static Optional<Owner> find(Handle h, String column, String value) {
    return h.createQuery(SELECT + " WHERE " + column + " = :value")
        .bind("value", value)
        .map((row, context) -> owner(row))
        .findOne();
  }

  private static Owner owner(ResultSet row) throws SQLException {
    return new Owner(
        new OwnerId(row.getString("key")),
        row.getString("name"),
        row.getString("show_name"),
        new OwnerQuota(
            new Cores(row.getInt("min_cores")),
            Rows.cores(row, "max_cores"),
            row.getInt("min_gpus"),
            Rows.integer(row, "max_gpus")),
        row.getInt("hosts"),
        row.getInt("running"));
  }
}
