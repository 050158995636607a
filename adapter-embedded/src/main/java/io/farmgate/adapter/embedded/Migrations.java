package io.farmgate.adapter.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a database to the tables that this program knows, or refuses it untouched.
 *
 * <p>Flyway does it, and is not even loaded where there is nothing to do: loading it takes longer
 * than all the rest of a start.
 */
final class Migrations {
  /** The version of the newest script. */
  static final int NEWEST = 17;

  private static final String SCRIPTS = "classpath:io/farmgate/adapter/embedded/migration";

  private Migrations() {}

  /**
   * Checks the file and applies what is missing.
   *
   * @throws FarmStartException where it is damaged, from a newer version, or cannot be written to
   */
  static void apply(DataSource source, Path file) {
    int version = Files.exists(file) ? versionOfSound(source, file) : 0;
    if (version > NEWEST) {
      throw new FarmStartException(
          "the database "
              + file
              + " is of version "
              + version
              + " and this program knows versions up to "
              + NEWEST
              + " (expected: the program that wrote it, or a newer one)");
    }
    if (version < NEWEST) {
      migrate(source, file);
    }
  }

  private static void migrate(DataSource source, Path file) {
    try {
      Flyway.configure().dataSource(source).locations(SCRIPTS).loggers("slf4j").load().migrate();
    } catch (FlywayException e) {
      throw new FarmStartException(
          "the database "
              + file
              + " cannot be brought up to date: it is damaged, on a disk that is full or read-only,"
              + " or not this farm's (expected: a file that an earlier version wrote; keep a copy"
              + " of it before you try anything)",
          e);
    }
  }

  private static int versionOfSound(DataSource source, Path file) {
    if (!Files.isWritable(file)) {
      throw new FarmStartException(
          "the database " + file + " cannot be written to (expected: a file of this user's)");
    }
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      checkSound(statement);
      return version(statement);
    } catch (SQLException e) {
      throw new FarmStartException(
          "the database "
              + file
              + " is damaged, or is no database (expected: restore it from a copy, or move it away"
              + " to start with an empty farm)",
          e);
    }
  }

  private static void checkSound(Statement statement) throws SQLException {
    try (ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
      String verdict = answer.next() ? answer.getString(1) : "nothing";
      if (!verdict.equals("ok")) {
        throw new SQLException("quick_check: " + verdict);
      }
    }
  }

  /** Returns the version that Flyway has written down; 0 where it has to look for itself. */
  private static int version(Statement statement) throws SQLException {
    String history = "flyway_schema_history";
    try (ResultSet table =
        statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = '" + history + "'")) {
      if (!table.next()) {
        return 0;
      }
    }
    try (ResultSet versions =
        statement.executeQuery(
            "SELECT CASE min(success) WHEN 0 THEN 0 ELSE max(CAST(version AS INTEGER)) END FROM "
                + history)) {
      return versions.next() ? versions.getInt(1) : 0;
    }
  }
}
