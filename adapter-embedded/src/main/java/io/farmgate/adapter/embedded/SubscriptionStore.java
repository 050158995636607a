package io.farmgate.adapter.embedded;

import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Cores;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.Subscription;
import io.farmgate.domain.SubscriptionId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Subscriptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What shows may use of allocations, in the database. */
final class SubscriptionStore implements Subscriptions {
  /** Procs are few: what they hold is added up, not kept. */
  private static final String RESERVED =
      """
      FROM proc p JOIN host h ON h.id = p.host JOIN job j ON j.id = p.job
        JOIN layer l ON l.id = p.layer
      WHERE h.allocation = u.allocation AND j.show = u.show AND p.lending IS NULL
      """;

  private static final String SELECT =
      """
      SELECT u.*, s.name AS show_name, f.name AS facility_name,
        f.name || '.' || a.name AS allocation_name,
        (SELECT coalesce(sum(p.cores), 0) {reserved}) AS reserved_cores,
        (SELECT coalesce(sum(l.gpus), 0) {reserved}) AS reserved_gpus
      FROM subscription u JOIN show s ON s.id = u.show JOIN allocation a ON a.id = u.allocation
        JOIN facility f ON f.id = a.facility
      """
          .replace("{reserved}", RESERVED);

  private final FarmDatabase database;
  private final WakeUp wakeUp;

  /** Wakes the scheduler where a change may let it book more. */
  SubscriptionStore(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  @Override
  public List<Subscription> ofShow(ShowId show) {
    return list("s.key", show.value());
  }

  @Override
  public List<Subscription> ofAllocation(AllocationId allocation) {
    return list("a.key", allocation.value());
  }

  @Override
  public Optional<Subscription> byId(SubscriptionId id) {
    return database.read(h -> find(h, id));
  }

  @Override
  public Optional<Subscription> find(String show, String allocation) {
    return database.read(h ->
        select(
                h,
                "s.name = :show AND allocation_name = :allocation",
                Map.of("show", show, "allocation", allocation))
            .map((row, context) -> subscription(row))
            .findOne());
  }

  @Override
  public Subscription create(ShowId show, AllocationId allocation, Cores size, Cores burst) {
    SubscriptionId id = new SubscriptionId(UUID.randomUUID().toString());
    Subscription created =
        database.write(h -> {
          long showRow = Lookup.row(h, "show", show.value());
          long allocationRow = Lookup.row(h, "allocation", allocation.value());
          refuseSecond(h, showRow, allocationRow);
          h.createUpdate(
                  "INSERT INTO subscription (key, show, allocation, size, burst)"
                      + " VALUES (:key, :show, :allocation, :size, :burst)")
              .bind("key", id.value())
              .bind("show", showRow)
              .bind("allocation", allocationRow)
              .bind("size", size.hundredths())
              .bind("burst", burst.hundredths())
              .execute();
          return find(h, id).orElseThrow();
        });
    wakeUp.call();
    return created;
  }

  @Override
  public void setSize(SubscriptionId id, Cores size) {
    set(id, "size", size);
  }

  @Override
  public void setBurst(SubscriptionId id, Cores burst) {
    set(id, "burst", burst);
  }

  @Override
  public void delete(SubscriptionId id) {
    database.write(h -> {
      long row = Lookup.row(h, "subscription", id.value());
      Subscription subscription = find(h, id).orElseThrow();
      if (subscription.reservedCores().hundredths() > 0) {
        throw Lookup.precondition(
            "the show '"
                + subscription.show()
                + "' runs frames in '"
                + subscription.allocation()
                + "' (expected: set the burst to 0 and wait until it is idle)");
      }
      return h.execute("DELETE FROM subscription WHERE id = ?", row);
    });
  }

  private void set(SubscriptionId id, String column, Cores cores) {
    database.write(h ->
        h.createUpdate("UPDATE subscription SET " + column + " = :cores WHERE id = :id")
            .bind("cores", cores.hundredths())
            .bind("id", Lookup.row(h, "subscription", id.value()))
            .execute());
    wakeUp.call();
  }

  private static void refuseSecond(Handle h, long show, long allocation) {
    boolean subscribed =
        h.createQuery(
                "SELECT EXISTS (SELECT 1 FROM subscription"
                    + " WHERE show = :show AND allocation = :allocation)")
            .bind("show", show)
            .bind("allocation", allocation)
            .mapTo(Boolean.class)
            .one();
    if (subscribed) {
      throw new FarmException(
          new FarmFailure.Conflict("the show has a subscription to that allocation already"));
    }
  }

  private List<Subscription> list(String column, String value) {
    return database.read(h ->
        select(h, column + " = :value ORDER BY allocation_name, s.name", Map.of("value", value))
            .map((row, context) -> subscription(row))
            .list());
  }

  private static Optional<Subscription> find(Handle h, SubscriptionId id) {
    return select(h, "u.key = :key", Map.of("key", id.value()))
        .map((row, context) -> subscription(row))
        .findOne();
  }

  private static Query select(Handle h, String condition, Map<String, ?> values) {
    return h.createQuery(SELECT + " WHERE " + condition).bindMap(values);
  }

  private static Subscription subscription(ResultSet row) throws SQLException {
    return new Subscription(
        new SubscriptionId(row.getString("key")),
        row.getString("show_name"),
        row.getString("allocation_name"),
        row.getString("facility_name"),
        new Cores(row.getInt("size")),
        new Cores(row.getInt("burst")),
        new Cores(row.getInt("reserved_cores")),
        row.getInt("reserved_gpus"));
  }
}
