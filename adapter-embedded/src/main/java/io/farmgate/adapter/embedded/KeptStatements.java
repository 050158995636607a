package io.farmgate.adapter.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the prepared statements of one connection for their next use. To prepare one costs more
 * than to run it: where a row has triggers, theirs are compiled along each time.
 *
 * <p>SQLite prepares a kept statement anew by itself where tables or triggers have changed. Used by
 * whoever has the connection, one thread at a time.
 */
final class KeptStatements extends DefaultStatementBuilder {
  /** How many are kept; the program has some hundreds, and lists of each length are others. */
  static final int MOST = 256;

  /** Those that nobody uses, the longest unused one first. */
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

  private final IdentityHashMap<Statement, String> inUse = new IdentityHashMap<>();

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    if (context.isReturningGeneratedKeys() || context.isConcurrentUpdatable()) {
      return super.create(connection, sql, context);
    }
    @Nullable PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? super.create(connection, sql, context) : kept;
    inUse.put(statement, sql);
    return statement;
  }

  @Override
  public void close(Connection connection, String sql, @Nullable Statement statement)
      throws SQLException {
    // The text that it was prepared from, which may be another than what was given to Jdbi.
    @Nullable String prepared = inUse.remove(statement);
    if (prepared == null
        || !(statement instanceof PreparedStatement kept)
        || kept.isClosed()
        || idle.containsKey(prepared)) {
      super.close(connection, sql, statement);
      return;
    }
    // Nothing of what it was used for stays: values, rows of a batch, a result that was left.
    kept.clearBatch();
    kept.clearParameters();
    idle.put(prepared, kept);
    if (idle.size() > MOST) {
      Iterator<PreparedStatement> longestUnused = idle.values().iterator();
      PreparedStatement last = longestUnused.next();
      longestUnused.remove();
      last.close();
    }
  }

  @Override
  public void close(Connection connection) {
    idle.values().forEach(KeptStatements::closeQuietly);
    idle.clear();
  }

  private static void closeQuietly(PreparedStatement statement) {
    try {
      statement.close();
    } catch (SQLException e) {
      // The connection closes next, and takes along what is left.
    }
  }
}
