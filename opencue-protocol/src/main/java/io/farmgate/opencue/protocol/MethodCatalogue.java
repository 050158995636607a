package io.farmgate.opencue.protocol;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Every method of OpenCue's contract, as data: the compiled descriptors joined with the reviewed
 * table {@code methods.tsv}. Built once at start; immutable and safe to use from many threads.
 */
public final class MethodCatalogue {
  private static final String TABLE = "methods.tsv";

  private final List<RpcMethod> methods;
  private final List<String> names;
  private final Map<String, RpcMethod> byName;

  private MethodCatalogue(List<RpcMethod> methods) {
    this.methods = List.copyOf(methods);
    this.names = this.methods.stream().map(RpcMethod::fullName).toList();
    this.byName =
        this.methods.stream()
            .collect(Collectors.toUnmodifiableMap(RpcMethod::fullName, UnaryOperator.identity()));
  }

  /**
   * Builds the catalogue of the contract that is compiled in.
   *
   * @throws IllegalStateException if the contract and the table do not fit, naming every misfit
   */
  public static MethodCatalogue load() {
    return of(OpenCueContract.files(), readTable());
  }

  /**
   * Joins the services of {@code contract} with {@code table}, the text of a {@code methods.tsv}.
   *
   * @throws IllegalStateException if a method has no row, a row no method, a method several rows,
   *     if a row cannot be read or a method streams (nothing here is designed for it); the message
   *     names all of them
   */
  static MethodCatalogue of(Collection<FileDescriptor> contract, String table) {
    var problems = new ArrayList<String>();
    var rows = new TreeMap<String, MethodPolicy>();
    for (MethodPolicy row : MethodPolicy.parse(table, problems)) {
      if (rows.putIfAbsent(row.method(), row) != null) {
        problems.add("more than one row: " + row.method());
      }
    }
    var methods = new ArrayList<RpcMethod>();
    for (MethodDescriptor method : methodsOf(contract)) {
      String fullName = fullName(method);
      if (method.isClientStreaming() || method.isServerStreaming()) {
        problems.add("streams, which the gateway cannot pass through: " + fullName);
      }
      MethodPolicy row = rows.remove(fullName);
      if (row == null) {
        problems.add("method without a row: " + fullName);
      } else {
        methods.add(join(method, row));
      }
    }
    rows.keySet().forEach(name -> problems.add("row without a method: " + name));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          TABLE + " does not fit the contract:\n  " + String.join("\n  ", problems));
    }
    return new MethodCatalogue(methods);
  }

  /** Finds {@code name} of {@code service}, for example {@code show.ShowInterface, GetShows}. */
  public Optional<RpcMethod> find(String service, String name) {
    return find(service + '/' + name);
  }

  /**
   * Finds a method by {@code package.Service/Method}. Case counts, as it does on the wire.
   *
   * @return empty if the contract has none of that name; {@link #nearest} then helps
   */
  public Optional<RpcMethod> find(String fullName) {
    return Optional.ofNullable(byName.get(fullName));
  }

  /** Returns all methods, open or not, sorted by full name. */
  public List<RpcMethod> all() {
    return methods;
  }

  /**
   * Returns the full names of the methods that {@code path} probably meant, the nearest first: at
   * most {@code most}, and none at all if nothing resembles it. A misspelt name, the wrong case, a
   * wrong package and a missing service are understood. {@code path} has no slash in front.
   */
  public List<String> nearest(String path, int most) {
    return NearNames.of(path, names, most);
  }

  private static List<MethodDescriptor> methodsOf(Collection<FileDescriptor> contract) {
    return contract.stream()
        .map(FileDescriptor::getServices)
        .flatMap(Collection::stream)
        .map(ServiceDescriptor::getMethods)
        .flatMap(Collection::stream)
        .sorted(Comparator.comparing(MethodCatalogue::fullName))
        .toList();
  }

  private static String fullName(MethodDescriptor method) {
    return method.getService().getFullName() + '/' + method.getName();
  }

  private static RpcMethod join(MethodDescriptor method, MethodPolicy row) {
    return new RpcMethod(
        row.method(),
        method.getService().getFullName(),
        method.getName(),
        method.getInputType(),
        method.getOutputType(),
        row.access(),
        row.exposure(),
        row.reason(),
        method);
  }

  private static String readTable() {
    try (InputStream in = MethodCatalogue.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + ": not in the program's archive (rebuild it)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE + ": cannot be read from the program's archive", e);
    }
  }
}
