package io.farmgate.adapter.http.rpc.reference;

import io.farmgate.adapter.http.rpc.dialect.DocumentedTable;
import io.farmgate.adapter.http.rpc.dialect.DocumentedTable.Row;
import io.farmgate.adapter.http.rpc.method.Method;
import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.opencue.protocol.ContractComments;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every call of the RPC style, sorted by path: the methods of a contract, and the calls that
 * OpenCue's documents have beside them. Immutable but for the comments, so not thread-safe.
 *
 * @param comments what the .proto files say
 */
public record Reference(List<ReferenceCall> calls, ContractComments comments) {
  public Reference {
    calls = List.copyOf(calls);
  }

  /** Gathers the calls from the tables that serve them. */
  public static Reference of(MethodCatalogue catalogue, Methods methods) {
    ContractComments comments = ContractComments.load();
    ExampleBodies examples = ExampleBodies.load();
    Map<String, Row> rows = new HashMap<>();
    DocumentedTable.rows().forEach(row -> rows.put(row.path(), row));
    List<ReferenceCall> calls = new ArrayList<>();
    for (RpcMethod rpc : catalogue.all()) {
      Optional<Row> row = Optional.ofNullable(rows.remove(rpc.fullName()));
      calls.add(
          new ReferenceCall(
              rpc.fullName(),
              methods.get(rpc.fullName()),
              row,
              row.map(Row::target)
                  .filter(target -> !target.equals(rpc.fullName()))
                  .map(methods::get),
              aliases(rpc.fullName()),
              comments.of(rpc.descriptor()),
              examples.of(rpc),
              row.flatMap(documented -> examples.documented(documented.path()))));
    }
    rows.values()
        .forEach(row -> calls.add(beside(row, methods.get(row.target()), examples, comments)));
    calls.sort(Comparator.comparing(ReferenceCall::path));
    return new Reference(calls, comments);
  }

  /** A call that the documents have and the contract lacks. */
  private static ReferenceCall beside(
      Row row, Method target, ExampleBodies examples, ContractComments comments) {
    String description =
        what(row, target, comments) + " OpenCue's documents have it, its contract does not.";
    return new ReferenceCall(
        row.path(),
        target,
        Optional.of(row),
        Optional.empty(),
        aliases(row.path()),
        description,
        examples.ofPath(row.path(), target.rpc()),
        Optional.empty());
  }

  private static String what(Row row, Method target, ContractComments comments) {
    if (target.name().equals(row.path())) {
      return comments.of(target.rpc().descriptor());
    }
    return (row.composed() ? "Made of calls of the contract; its answer is that of " : "Does ")
        + target.name()
        + (row.composed() ? "." : " under another name.");
  }

  private static List<String> aliases(String path) {
    int slash = path.indexOf('/');
    return DocumentedTable.services().entrySet().stream()
        .filter(service -> service.getValue().equals(path.substring(0, slash)))
        .map(service -> service.getKey() + path.substring(slash))
        .sorted()
        .toList();
  }
}
