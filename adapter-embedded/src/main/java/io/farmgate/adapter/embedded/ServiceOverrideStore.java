package io.farmgate.adapter.embedded;

import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceOverride;
import io.farmgate.domain.ServiceOverrideId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.ServiceOverrides;
import io.farmgate.domain.spec.ServiceRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What shows make of services, in the database. */
final class ServiceOverrideStore implements ServiceOverrides {
  private static final String SELECT =
      "SELECT v.*, s.name AS show_name FROM service v JOIN show s ON s.id = v.show";

  private final FarmDatabase database;

  ServiceOverrideStore(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public List<ServiceOverride> ofShow(ShowId show) {
    return database.read(h ->
        h.createQuery(SELECT + " WHERE s.key = :show ORDER BY v.name")
            .bind("show", show.value())
            .map((row, context) -> override(row))
            .list());
  }

  @Override
  public Optional<ServiceOverride> find(ShowId show, String name) {
    return ofShow(show).stream().filter(override -> override.name().equals(name)).findFirst();
  }

  @Override
  public ServiceOverride create(ShowId show, String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    return database.write(h -> {
      long showRow = Lookup.row(h, "show", show.value());
      refuseTaken(h, showRow, name, 0);
      String key = ServiceTable.insert(h, showRow, name, defaults);
      return h.createQuery(SELECT + " WHERE v.key = :key")
          .bind("key", key)
          .map((row, context) -> override(row))
          .one();
    });
  }

  @Override
  public void update(ServiceOverrideId id, String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    database.write(h -> {
      long row = known(h, id);
      long show =
          h.createQuery("SELECT show FROM service WHERE id = :id")
              .bind("id", row)
              .mapTo(Long.class)
              .one();
      refuseTaken(h, show, name, row);
      return ServiceTable.update(h, row, name, defaults);
    });
  }

  @Override
  public void delete(ServiceOverrideId id) {
    database.write(h -> h.execute("DELETE FROM service WHERE id = ?", known(h, id)));
  }

  private static long known(Handle h, ServiceOverrideId id) {
    long row = ServiceTable.row(h, id.value(), true);
    if (row == 0) {
      throw new FarmException(FarmFailure.NotFound.of("service override", id.value()));
    }
    return row;
  }

  private static void refuseTaken(Handle h, long show, String name, long row) {
    if (ServiceTable.isTaken(h, show, name, row)) {
      throw Lookup.taken("service override of the show", name);
    }
  }

  private static ServiceOverride override(ResultSet row) throws SQLException {
    return new ServiceOverride(
        new ServiceOverrideId(row.getString("key")),
        row.getString("show_name"),
        row.getString("name"),
        ServiceTable.defaults(row));
  }
}
