package io.farmgate.adapter.embedded;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import org.jdbi.v3.core.Handle;

/** Finds the rows of things that callers name, and refuses names. */
final class Lookup {
  private Lookup() {}

  /**
   * Returns the row of the thing with that key.
   *
   * @param table its table, which is also what people call the thing
   * @throws FarmException with NotFound
   */
  static long row(Handle h, String table, String key) {
    return row(h, table, "key", table, key);
  }

  /**
   * Returns the row of the thing of that name.
   *
   * @param kind what people call the thing
   * @throws FarmException with NotFound
   */
  static long named(Handle h, String table, String kind, String name) {
    return row(h, table, "name", kind, name);
  }

  /**
   * Refuses a name that another row has.
   *
   * @param row the row that may have it; 0 for a new one
   * @throws FarmException with Conflict
   */
  static void refuseTaken(Handle h, String table, String kind, String name, long row) {
    boolean taken =
        h.createQuery(
                "SELECT EXISTS (SELECT 1 FROM " + table + " WHERE name = :name AND id <> :id)")
            .bind("name", name)
            .bind("id", row)
            .mapTo(Boolean.class)
            .one();
    if (taken) {
      throw taken(kind, name);
    }
  }

  static FarmException taken(String kind, String name) {
    return new FarmException(
        new FarmFailure.Conflict("there is a " + kind + " '" + name + "' already"));
  }

  static FarmException notFound(String kind, String key) {
    return new FarmException(FarmFailure.NotFound.of(kind, key));
  }

  static FarmException precondition(String message) {
    return new FarmException(new FarmFailure.Precondition(message));
  }

  private static long row(Handle h, String table, String column, String kind, String value) {
    return h.createQuery("SELECT id FROM " + table + " WHERE " + column + " = :value")
        .bind("value", value)
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(() -> notFound(kind, value));
  }
}
