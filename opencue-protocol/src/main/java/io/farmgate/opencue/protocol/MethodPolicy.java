package io.farmgate.opencue.protocol;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One row of the reviewed table {@code methods.tsv}, whose head explains its columns.
 *
 * @param method {@code package.Service/Method}
 */
record MethodPolicy(String method, Access access, Exposure exposure, String reason) {

  /**
   * Reads the table. Rows that cannot be read are left out and told to {@code problems}, one line
   * each with its line number, so that an editor of the table sees all of them at once.
   */
  static List<MethodPolicy> parse(String table, List<String> problems) {
    var rows = new ArrayList<MethodPolicy>();
    int number = 0;
    for (String line : table.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String where = "line " + number + ": ";
      parseRow(line, where, problems).ifPresent(rows::add);
    }
    return rows;
  }

  /** As {@link #parse}, by method; of several rows for one method the first one counts. */
  static Map<String, MethodPolicy> byMethod(String table, List<String> problems) {
    Map<String, MethodPolicy> rows = new TreeMap<>();
    for (MethodPolicy row : parse(table, problems)) {
      if (rows.putIfAbsent(row.method(), row) != null) {
        problems.add("more than one row: " + row.method());
      }
    }
    return rows;
  }

  /** Returns the method whose row this is. */
  RpcMethod join(MethodDescriptor method) {
    return new RpcMethod(
        this.method,
        method.getService().getFullName(),
        method.getName(),
        method.getInputType(),
        method.getOutputType(),
        access,
        exposure,
        reason,
        method);
  }

  private static Optional<MethodPolicy> parseRow(String line, String where, List<String> problems) {
    String[] cells = line.split("\t", -1);
    if (cells.length != 3 && cells.length != 4) {
      problems.add(
          where
              + cells.length
              + " columns (expected: method, access, exposure and, if not open,"
              + " reason, divided by tabs)");
      return Optional.empty();
    }
    String reason = cells.length == 4 ? cells[3].strip() : "";
    Optional<Access> access = parse(Access.class, "access", cells[1], where, problems);
    Optional<Exposure> exposure = parse(Exposure.class, "exposure", cells[2], where, problems);
    if (access.isEmpty() || exposure.isEmpty()) {
      return Optional.empty();
    }
    if ((exposure.get() == Exposure.OPEN) != reason.isEmpty()) {
      problems.add(where + "reason: \"" + reason + "\" (expected: none if open, some text if not)");
      return Optional.empty();
    }
    return Optional.of(new MethodPolicy(cells[0], access.get(), exposure.get(), reason));
  }

  private static <E extends Enum<E>> Optional<E> parse(
      Class<E> type, String column, String cell, String where, List<String> problems) {
    E[] values = type.getEnumConstants();
    Optional<E> found = Arrays.stream(values).filter(v -> word(v).equals(cell)).findFirst();
    if (found.isEmpty()) {
      String words =
          Arrays.stream(values).map(MethodPolicy::word).collect(Collectors.joining(", "));
      problems.add(where + column + ": " + cell + " (expected: " + words + ")");
    }
    return found;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
