package io.farmgate.adapter.http.rpc.dialect;

import io.farmgate.adapter.http.rpc.method.CallContext;
import io.farmgate.adapter.http.rpc.method.Calls;
import io.farmgate.adapter.http.rpc.method.Leftovers;
import io.farmgate.adapter.http.rpc.method.Method;
import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.domain.failure.FarmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The documented dialect: which calls the documents describe that the contract does not know, and
 * how they are made of calls that it does. The same rows serve every kind of farm. Immutable.
 */
public final class Dialect {
  private final Methods methods;
  private final Calls calls;
  private final Map<String, DocumentedCall> byPath = new HashMap<>();

  /**
   * Takes the table and compares it with the contract.
   *
   * @throws IllegalStateException that names every row which does not fit
   */
  public Dialect(Methods methods, Calls calls) {
    this(methods, calls, DocumentedCalls.ROWS);
  }

  Dialect(Methods methods, Calls calls, List<DocumentedCall> rows) {
    this.methods = methods;
    this.calls = calls;
    List<String> problems = new ArrayList<>();
    for (DocumentedCall row : rows) {
      if (byPath.put(row.path(), row) != null) {
        problems.add(row.path() + ": two rows");
      }
      check(row, problems);
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "documented calls that do not fit the contract:\n  " + String.join("\n  ", problems));
    }
  }

  /**
   * What a path of a call stands for.
   *
   * @param exact the contract's method of that name; null where there is none
   * @param documented whether the documents describe more for it
   * @param always whether the documented meaning counts for every body
   */
  public record Target(String path, @Nullable Method exact, boolean documented, boolean always) {}

  /** Finds what {@code package.Service/Method} stands for. */
  public Optional<Target> find(String path) {
    String name = contractName(path);
    Optional<Method> exact = methods.find(name);
    DocumentedCall row = byPath.get(name);
    if (exact.isEmpty() && row == null) {
      return Optional.empty();
    }
    boolean always = row != null && row.when() == DocumentedCall.When.ALWAYS;
    return Optional.of(new Target(name, exact.orElse(null), row != null, always));
  }

  /**
   * Makes a documented call. It blocks; for virtual threads.
   *
   * @param leftovers told of what no row and no field makes use of
   * @throws FarmException with what went wrong
   */
  public Outcome call(Target target, CallContext context, byte[] json, Leftovers leftovers) {
    DocumentedCall row = byPath.get(target.path());
    if (row == null) {
      throw new IllegalArgumentException("no documented call " + target.path());
    }
    FarmCalls farm = new FarmCalls(methods, calls, context, leftovers);
    if (row.keys().isEmpty() && row.recipe().isEmpty()) {
      return farm.call(row.target(), json);
    }
    Body body = parse(row, json);
    row.keys().forEach(key -> key.apply(body));
    return row.recipe().isPresent()
        ? row.recipe().get().run(body, farm)
        : farm.call(row.target(), body);
  }

  /**
   * Reads a body as a tree. Where that fails the transcoder is asked as well, which says better
   * where the fault is. What only the tree refuses is refused all the same: read as the contract's
   * alone, the body would lose its documented keys, and a change would be made with a 0 in their
   * place.
   */
  private Body parse(DocumentedCall row, byte[] json) {
    try {
      return Body.parse(json);
    } catch (FarmException e) {
      FarmCalls.read(methods.get(row.target()), json);
      throw e;
    }
  }

  private void check(DocumentedCall row, List<String> problems) {
    Optional<Method> target = methods.find(row.target());
    if (target.isEmpty()) {
      problems.add(row.path() + ": there is no method " + row.target());
      return;
    }
    if (row.when() == DocumentedCall.When.NOT_EXACT && methods.find(row.path()).isEmpty()) {
      problems.add(row.path() + ": the contract has no such method that a body could differ from");
    }
    Method keysOf = methods.find(row.path()).orElse(target.get());
    for (KeyAlias key : row.keys()) {
      key.problem(keysOf.rpc().request())
          .ifPresent(problem -> problems.add(row.path() + ": " + problem));
    }
  }

  private static String contractName(String path) {
    int slash = path.indexOf('/');
    String contract = slash < 0 ? null : DocumentedCalls.SERVICES.get(path.substring(0, slash));
    return contract == null ? path : contract + path.substring(slash);
  }
}
