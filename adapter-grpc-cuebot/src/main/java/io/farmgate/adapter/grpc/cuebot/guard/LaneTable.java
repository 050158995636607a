package io.farmgate.adapter.grpc.cuebot.guard;

import io.farmgate.adapter.grpc.cuebot.guard.Tables.Row;
import io.farmgate.opencue.protocol.Access;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which method needs which lane: the reviewed table {@code lanes.tsv}. Immutable. */
public final class LaneTable {
  private static final String TABLE = "lanes.tsv";
  private static final String FREE = "free";

  private final Map<String, Rule> rules;

  private LaneTable(Map<String, Rule> rules) {
    this.rules = Map.copyOf(rules);
  }

  /**
   * How a method goes.
   *
   * @param lane its lane's name
   * @param change whether it is more than a read
   */
  public record Rule(String lane, boolean change) {}

  /**
   * Joins the table with the methods of a contract.
   *
   * @throws IllegalStateException if a row fits nothing or is there twice, naming all such rows
   */
  public static LaneTable load(MethodCatalogue catalogue) {
    return of(Tables.read(TABLE, 3), catalogue);
  }

  static LaneTable of(List<Row> rows, MethodCatalogue catalogue) {
    Set<String> known = new HashSet<>();
    catalogue
        .all()
        .forEach(method -> {
          known.add(method.service());
          known.add(method.fullName());
        });
    List<String> problems = new ArrayList<>();
    Map<String, String> lanes = new HashMap<>();
    for (Row row : rows) {
      if (!known.contains(row.cell(0))) {
        problems.add(row.where() + ": " + row.cell(0) + " (expected: a service or a method)");
      }
      if (lanes.put(row.cell(0), row.cell(1)) != null) {
        problems.add(row.where() + ": " + row.cell(0) + " has a row already");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("\n", problems));
    }
    return new LaneTable(
        catalogue.all().stream()
            .filter(method -> !lane(lanes, method).equals(FREE))
            .collect(
                Collectors.toMap(
                    RpcMethod::fullName,
                    method -> new Rule(lane(lanes, method), method.access() != Access.READ))));
  }

  private static String lane(Map<String, String> lanes, RpcMethod method) {
    String ofService = lanes.getOrDefault(method.service(), FREE);
    return lanes.getOrDefault(method.fullName(), ofService);
  }

  /** Returns how a method goes; empty for one that needs no lane. */
  public Optional<Rule> rule(String method) {
    return Optional.ofNullable(rules.get(method));
  }
}
