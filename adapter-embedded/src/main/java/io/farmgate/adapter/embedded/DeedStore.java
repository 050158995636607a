package io.farmgate.adapter.embedded;

import io.farmgate.domain.Deed;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.HostId;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Deeds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Whose the hosts are, in the database. */
final class DeedStore implements Deeds {
  private static final String SELECT =
      """
      SELECT d.key, h.key AS host_key, h.name AS host_name, o.key AS owner_key,
        o.name AS owner_name
      FROM deed d JOIN host h ON h.id = d.host JOIN owner o ON o.id = d.owner
      """;

  private final FarmDatabase database;

  DeedStore(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public List<Deed> all() {
    return database.read(
        h -> h.createQuery(SELECT + " ORDER BY h.name").map((row, context) -> deed(row)).list());
  }

  @Override
  public Deed give(HostId host, OwnerId owner) {
    String key = UUID.randomUUID().toString();
    return database.write(h -> {
      long hostRow =
          h.createQuery("SELECT id FROM host WHERE key = :key")
              .bind("key", host.value())
              .mapTo(Long.class)
              .findOne()
              .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("host", host.value())));
      long ownerRow = OwnerStore.row(h, owner);
      h.createUpdate("DELETE FROM deed WHERE host = :host").bind("host", hostRow).execute();
      h.createUpdate("INSERT INTO deed (key, host, owner) VALUES (:key, :host, :owner)")
          .bind("key", key)
          .bind("host", hostRow)
          .bind("owner", ownerRow)
          .execute();
      return h.createQuery(SELECT + " WHERE d.key = :key")
          .bind("key", key)
          .map((row, context) -> deed(row))
          .one();
    });
  }

  @Override
  public void end(DeedId deed) {
    int ended =
        database.write(h ->
            h.createUpdate("DELETE FROM deed WHERE key = :key")
                .bind("key", deed.value())
                .execute());
    if (ended == 0) {
      throw new FarmException(FarmFailure.NotFound.of("deed", deed.value()));
    }
  }

  private static Deed deed(ResultSet row) throws SQLException {
    return new Deed(
        new DeedId(row.getString("key")),
        new HostId(row.getString("host_key")),
        row.getString("host_name"),
        new OwnerId(row.getString("owner_key")),
        row.getString("owner_name"));
  }
}
