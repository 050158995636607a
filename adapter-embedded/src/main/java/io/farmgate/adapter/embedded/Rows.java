package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How values stand in the database's columns. */
final class Rows {
  private Rows() {}

  static FrameCounts counts(ResultSet row) throws SQLException {
    return new FrameCounts(
        row.getInt("waiting"),
        row.getInt("depend"),
        row.getInt("running"),
        row.getInt("succeeded"),
        row.getInt("dead"),
        row.getInt("eaten"),
        row.getInt("checkpoint"));
  }

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  static Optional<Duration> seconds(ResultSet row, String column) throws SQLException {
    long seconds = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  static OptionalInt integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  static Optional<Cores> cores(ResultSet row, String column) throws SQLException {
    int hundredths = row.getInt(column);
    return row.wasNull() ? Optional.empty() : Optional.of(new Cores(hundredths));
  }

  static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  static @Nullable Integer orNull(Optional<Cores> cores) {
    return cores.map(Cores::hundredths).orElse(null);
  }

  static List<String> lines(String text) {
    return text.lines().toList();
  }

  static String lines(List<String> names) {
    return String.join("\n", names);
  }

  /**
   * Writes a JSON array, which SQLite's {@code json_each} reads back: one bound value for a set of
   * any size.
   */
  static String json(Collection<?> values) {
    StringBuilder out = new StringBuilder("[");
    for (Object value : values) {
      if (out.length() > 1) {
        out.append(',');
      }
      if (value instanceof Number) {
        out.append(value);
      } else {
        quote(out, value.toString());
      }
    }
    return out.append(']').toString();
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u").append("%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
