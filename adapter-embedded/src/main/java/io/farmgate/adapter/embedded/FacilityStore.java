package io.farmgate.adapter.embedded;

import io.farmgate.domain.Facility;
import io.farmgate.domain.FacilityId;
import io.farmgate.domain.port.Facilities;
import io.farmgate.domain.spec.NameRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The facilities, in the database. A job keeps the name of its facility. */
final class FacilityStore implements Facilities {
  private static final String TABLE = "facility";

  private final FarmDatabase database;

  FacilityStore(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public List<Facility> all() {
    return database.read(h ->
        h.createQuery("SELECT key, name FROM facility ORDER BY name")
            .map((row, context) -> facility(row))
            .list());
  }

  @Override
  public Optional<Facility> byName(String name) {
    return database.read(h -> find(h, name));
  }

  @Override
  public Facility create(String name) {
    NameRule.FACILITY.check("facility name", name);
    return database.write(h -> {
      Lookup.refuseTaken(h, TABLE, TABLE, name, 0);
      h.createUpdate("INSERT INTO facility (key, name) VALUES (:key, :name)")
          .bind("key", UUID.randomUUID().toString())
          .bind("name", name)
          .execute();
      return find(h, name).orElseThrow();
    });
  }

  @Override
  public void rename(String name, String newName) {
    NameRule.FACILITY.check("facility name", newName);
    database.write(h -> {
      long row = Lookup.named(h, TABLE, TABLE, name);
      Lookup.refuseTaken(h, TABLE, TABLE, newName, row);
      h.createUpdate("UPDATE facility SET name = :name WHERE id = :id")
          .bind("name", newName)
          .bind("id", row)
          .execute();
      return h.createUpdate("UPDATE job SET facility = :to WHERE facility = :from")
          .bind("to", newName)
          .bind("from", name)
          .execute();
    });
  }

  @Override
  public void delete(String name) {
    database.write(h -> {
      long row = Lookup.named(h, TABLE, TABLE, name);
      if (h.createQuery("SELECT EXISTS (SELECT 1 FROM allocation WHERE facility = :id)")
          .bind("id", row)
          .mapTo(Boolean.class)
          .one()) {
        throw Lookup.precondition("the facility '" + name + "' has allocations (expected: none)");
      }
      if (h.createQuery(
              "SELECT EXISTS (SELECT 1 FROM job WHERE facility = :name AND stopped_at IS NULL)")
          .bind("name", name)
          .mapTo(Boolean.class)
          .one()) {
        throw Lookup.precondition(
            "the facility '" + name + "' has unfinished jobs (expected: none)");
      }
      return h.createUpdate("DELETE FROM facility WHERE id = :id").bind("id", row).execute();
    });
  }

  private static Optional<Facility> find(Handle h, String name) {
    return h.createQuery("SELECT key, name FROM facility WHERE name = :name")
        .bind("name", name)
        .map((row, context) -> facility(row))
        .findOne();
  }

  private static Facility facility(ResultSet row) throws SQLException {
    return new Facility(new FacilityId(row.getString("key")), row.getString("name"));
  }
}
