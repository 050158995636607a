package io.farmgate.adapter.embedded;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.AllocationId;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.HostTotals;
import io.farmgate.domain.port.Allocations;
import io.farmgate.domain.port.Hosts;
import io.farmgate.domain.spec.NameRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The allocations, in the database. */
final class AllocationStore implements Allocations {
  private static final String SELECT =
      """
      SELECT a.*, f.name AS facility_name, f.name || '.' || a.name AS full_name
      FROM allocation a JOIN facility f ON f.id = a.facility
      """;

  private final FarmDatabase database;
  private final Hosts hosts;
  private final WakeUp wakeUp;

  /** Wakes the scheduler where a change may let it book more. */
  AllocationStore(FarmDatabase database, Hosts hosts, WakeUp wakeUp) {
    this.database = database;
    this.hosts = hosts;
    this.wakeUp = wakeUp;
  }

  /** An allocation without the sums over its hosts, which are not in the database. */
  private record Row(
      long id,
      AllocationId key,
      String name,
      String facility,
      String tag,
      boolean billable,
      boolean standard) {}

  @Override
  public List<Allocation> all() {
    List<Row> rows =
        database.read(h ->
            h.createQuery(SELECT + " ORDER BY full_name").map((row, context) -> read(row)).list());
    List<Host> known = hosts.all();
    return rows.stream().map(row -> allocation(row, known)).toList();
  }

  @Override
  public Optional<Allocation> byId(AllocationId id) {
    return find("a.key", id.value());
  }

  @Override
  public Optional<Allocation> byName(String name) {
    return find("full_name", name);
  }

  @Override
  public Allocation standard() {
    return find("a.standard", 1).orElseThrow();
  }

  @Override
  public Allocation create(String facility, String name, String tag) {
    NameRule.ALLOCATION.check("allocation name", name);
    NameRule.TAG.check("tag", tag);
    AllocationId id = new AllocationId(UUID.randomUUID().toString());
    database.write(h -> {
      long facilityRow = Lookup.named(h, "facility", "facility", facility);
      refuseTaken(h, facilityRow, name, 0);
      return h.createUpdate(
              "INSERT INTO allocation (key, facility, name, tag)"
                  + " VALUES (:key, :facility, :name, :tag)")
          .bind("key", id.value())
          .bind("facility", facilityRow)
          .bind("name", name)
          .bind("tag", tag)
          .execute();
    });
    return byId(id).orElseThrow();
  }

  @Override
  public void rename(AllocationId id, String name) {
    NameRule.ALLOCATION.check("allocation name", name);
    database.write(h -> {
      long row = row(h, id);
      long facility =
          h.createQuery("SELECT facility FROM allocation WHERE id = :id")
              .bind("id", row)
              .mapTo(Long.class)
              .one();
      refuseTaken(h, facility, name, row);
      return set(h, row, "name", name);
    });
  }

  @Override
  public void setTag(AllocationId id, String tag) {
    NameRule.TAG.check("tag", tag);
    database.write(h -> set(h, row(h, id), "tag", tag));
    wakeUp.call();
  }

  @Override
  public void setBillable(AllocationId id, boolean billable) {
    database.write(h -> set(h, row(h, id), "billable", billable));
  }

  @Override
  public void setStandard(AllocationId id) {
    database.write(h -> {
      long row = row(h, id);
      h.execute("UPDATE allocation SET standard = 0 WHERE standard = 1");
      return set(h, row, "standard", true);
    });
  }

  @Override
  public void moveHosts(AllocationId id, Set<HostId> moved) {
    database.write(h -> {
      long allocation = row(h, id);
      for (HostId host : moved) {
        long row = Lookup.row(h, "host", host.value());
        refuseBusy(h, row, host);
        h.createUpdate("UPDATE host SET allocation = :allocation WHERE id = :id")
            .bind("allocation", allocation)
            .bind("id", row)
            .execute();
      }
      return moved.size();
    });
    wakeUp.call();
  }

  @Override
  public void delete(AllocationId id) {
    database.write(h -> {
      Row row = find(h, "a.key", id.value()).orElse(null);
      if (row == null) {
        return row(h, id);
      }
      if (row.standard()) {
        throw Lookup.precondition(
            "new hosts come into the allocation '"
                + row.name()
                + "' (expected: first make another one the default)");
      }
      if (h.createQuery("SELECT EXISTS (SELECT 1 FROM host WHERE allocation = :id)")
          .bind("id", row.id())
          .mapTo(Boolean.class)
          .one()) {
        throw Lookup.precondition(
            "the allocation '" + row.name() + "' has hosts (expected: an empty one)");
      }
      h.execute("DELETE FROM subscription WHERE allocation = ?", row.id());
      h.execute("DELETE FROM allocation WHERE id = ?", row.id());
      return row.id();
    });
  }

  private static void refuseBusy(Handle h, long row, HostId host) {
    if (h.createQuery("SELECT EXISTS (SELECT 1 FROM proc WHERE host = :id)")
        .bind("id", row)
        .mapTo(Boolean.class)
        .one()) {
      throw Lookup.precondition(
          "the host '" + host + "' runs frames (expected: lock it and wait until it is idle)");
    }
  }

  private static long row(Handle h, AllocationId id) {
    return Lookup.row(h, "allocation", id.value());
  }

  private static void refuseTaken(Handle h, long facility, String name, long row) {
    boolean taken =
        h.createQuery(
                "SELECT EXISTS (SELECT 1 FROM allocation"
                    + " WHERE facility = :facility AND name = :name AND id <> :id)")
            .bind("facility", facility)
            .bind("name", name)
            .bind("id", row)
            .mapTo(Boolean.class)
            .one();
    if (taken) {
      throw Lookup.taken("allocation of its facility named", name);
    }
  }

  private static int set(Handle h, long row, String column, Object value) {
    return h.createUpdate("UPDATE allocation SET " + column + " = :value WHERE id = :id")
        .bind("value", value)
        .bind("id", row)
        .execute();
  }

  private Optional<Allocation> find(String column, Object value) {
    return database.read(h -> find(h, column, value)).map(row -> allocation(row, hosts.all()));
  }

  private static Optional<Row> find(Handle h, String column, Object value) {
    return h.createQuery(SELECT + " WHERE " + column + " = :value")
        .bind("value", value)
        .map((row, context) -> read(row))
        .findOne();
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("id"),
        new AllocationId(row.getString("key")),
        row.getString("full_name"),
        row.getString("facility_name"),
        row.getString("tag"),
        row.getBoolean("billable"),
        row.getBoolean("standard"));
  }

  private static Allocation allocation(Row row, List<Host> hosts) {
    return new Allocation(
        row.key(),
        row.name(),
        row.facility(),
        row.tag(),
        row.billable(),
        HostTotals.of(
            hosts.stream().filter(host -> host.allocation().equals(row.name())).toList()));
  }
}
