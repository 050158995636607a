package io.farmgate.bootstrap.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under a heading, each column as wide as its widest cell. */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  Table(String... heading) {
    columns = heading.length;
    rows.add(List.of(heading));
  }

  void row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells (expected: " + columns + ")");
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(Text.printable(cell.toString()));
    }
    rows.add(row);
  }

  /** Prints it; numbers stand to the right. */
  void print(PrintWriter out) {
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        String pad = " ".repeat(widths[i] - length(cell));
        line.append(i == 0 ? "" : GAP).append(isRight(i) ? pad + cell : cell + pad);
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  private boolean isRight(int column) {
    return rows.size() > 1
        && rows.subList(1, rows.size()).stream()
            .map(row -> row.get(column))
            .allMatch(cell -> cell.matches("-?[0-9.]*%?"));
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
