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
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Brings a database to the tables that this version knows, or refuses it untouched. */
final class Migrations {
  private Migrations() {}

  /**
   * Checks the file and applies what is missing.
   *
   * @throws FarmStartException where it is damaged, from a newer version, or cannot be written to
   */
  static void apply(DataSource source, Path file) {
    boolean fresh = !Files.exists(file);
    try {
      if (!fresh) {
        checkSound(source, file);
      }
      Flyway flyway =
          Flyway.configure()
              .dataSource(source)
              .locations("classpath:io/farmgate/adapter/embedded/migration")
              .loggers("slf4j")
              .load();
      refuseNewer(flyway, file);
      flyway.migrate();
    } catch (SQLException e) {
      throw damaged(file, e);
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

  private static void checkSound(DataSource source, Path file) throws SQLException {
    if (!Files.isWritable(file)) {
      throw new FarmStartException("the database " + file + " cannot be written to");
    }
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
      String verdict = answer.next() ? answer.getString(1) : "nothing";
      if (!verdict.equals("ok")) {
        throw damaged(file, new SQLException("quick_check: " + verdict));
      }
    }
  }

  private static void refuseNewer(Flyway flyway, Path file) {
    @Nullable MigrationInfo applied = flyway.info().current();
    MigrationVersion known = newestKnown(flyway);
    if (applied != null && applied.getVersion().compareTo(known) > 0) {
      throw new FarmStartException(
          "the database "
              + file
              + " is of version "
              + applied.getVersion()
              + " and this program knows versions up to "
              + known
              + " (expected: the program that wrote it, or a newer one)");
    }
  }

  private static MigrationVersion newestKnown(Flyway flyway) {
    MigrationVersion newest = MigrationVersion.fromVersion("0");
    for (MigrationInfo migration : flyway.info().all()) {
      boolean resolved = migration.getState().isResolved();
      if (resolved && migration.getVersion().compareTo(newest) > 0) {
        newest = migration.getVersion();
      }
    }
    return newest;
  }

  private static FarmStartException damaged(Path file, SQLException cause) {
    return new FarmStartException(
        "the database "
            + file
            + " is damaged, or is no database (expected: restore it from a copy, or move it away"
            + " to start with an empty farm)",
        cause);
  }
}
