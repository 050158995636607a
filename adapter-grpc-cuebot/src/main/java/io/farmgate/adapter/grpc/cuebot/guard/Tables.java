package io.farmgate.adapter.grpc.cuebot.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the reviewed tables of this package: columns divided by tabs, comments after a hash. */
final class Tables {
  private Tables() {}

  /**
   * One row.
   *
   * @param where its table and line, for a message
   */
  record Row(String where, List<String> cells) {
    String cell(int column) {
      return cells.get(column);
    }
  }

  /**
   * Reads a table out of the program's archive.
   *
   * @throws IllegalStateException if it is not there, or a row has too few or too many columns
   */
  static List<Row> read(String table, int columns) {
    try (InputStream in = Tables.class.getResourceAsStream(table)) {
      if (in == null) {
        throw new IllegalStateException(table + ": not in the program's archive (rebuild it)");
      }
      return parse(table, new String(in.readAllBytes(), StandardCharsets.UTF_8), columns);
    } catch (IOException e) {
      throw new UncheckedIOException(table + ": cannot be read from the program's archive", e);
    }
  }

  static List<Row> parse(String table, String text, int columns) {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Row row = new Row(table + ", line " + number, Arrays.asList(line.split("\t", -1)));
      if (row.cells().size() != columns) {
        throw new IllegalStateException(
            row.where() + ": " + row.cells().size() + " columns (expected: " + columns + ")");
      }
      rows.add(row);
    }
    return rows;
  }
}
