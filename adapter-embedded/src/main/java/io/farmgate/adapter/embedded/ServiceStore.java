package io.farmgate.adapter.embedded;

import io.farmgate.domain.Service;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Services;
import io.farmgate.domain.spec.ServiceRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The services of the farm, in the database. */
final class ServiceStore implements Services {
  private static final String SELECT = "SELECT * FROM service WHERE show IS NULL";

  private final FarmDatabase database;

  ServiceStore(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public List<Service> all() {
    return database.read(
        h -> h.createQuery(SELECT + " ORDER BY name").map((row, context) -> service(row)).list());
  }

  @Override
  public Optional<Service> byId(ServiceId id) {
    return database.read(h -> find(h, "key", id.value()));
  }

  @Override
  public Optional<Service> byName(String name) {
    return database.read(h -> find(h, "name", name));
  }

  @Override
  public Service create(String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    return database.write(h -> {
      refuseTaken(h, name, 0);
      return find(h, "key", ServiceTable.insert(h, null, name, defaults)).orElseThrow();
    });
  }

  @Override
  public void update(ServiceId id, String name, ServiceDefaults defaults) {
    ServiceRules.check(name, defaults);
    database.write(h -> {
      Service known = known(h, id);
      if (!known.name().equals(name)) {
        refuseStandard(known, "renamed");
      }
      long row = ServiceTable.row(h, id.value(), false);
      refuseTaken(h, name, row);
      return ServiceTable.update(h, row, name, defaults);
    });
  }

  @Override
  public void delete(ServiceId id) {
    database.write(h -> {
      refuseStandard(known(h, id), "removed");
      return h.execute("DELETE FROM service WHERE key = ? AND show IS NULL", id.value());
    });
  }

  private static Service known(Handle h, ServiceId id) {
    return find(h, "key", id.value())
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("service", id.value())));
  }

  private static void refuseStandard(Service service, String what) {
    if (service.name().equals(Service.STANDARD)) {
      throw Lookup.precondition(
          "the service '"
              + Service.STANDARD
              + "' counts for layers that name no other one; it is not "
              + what);
    }
  }

  private static void refuseTaken(Handle h, String name, long row) {
    if (ServiceTable.isTaken(h, null, name, row)) {
      throw Lookup.taken("service", name);
    }
  }

  private static Optional<Service> find(Handle h, String column, String value) {
    return h.createQuery(SELECT + " AND " + column + " = :value")
        .bind("value", value)
        .map((row, context) -> service(row))
        .findOne();
  }

  private static Service service(ResultSet row) throws SQLException {
    return new Service(
        new ServiceId(row.getString("key")), row.getString("name"), ServiceTable.defaults(row));
  }
}
