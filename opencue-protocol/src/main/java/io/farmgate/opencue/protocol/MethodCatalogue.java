package io.farmgate.opencue.protocol;

import com.google.protobuf.Descriptors.Descriptor;
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
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Every method of OpenCue's contract, as data: the descriptors, which are those compiled in and
 * what an operator adds, joined with the reviewed table {@code methods.tsv}. Built once at start;
 * immutable and safe to use from many threads.
 */
public final class MethodCatalogue {
  private static final String TABLE = "methods.tsv";

  private final List<FileDescriptor> files;
  private final List<RpcMethod> methods;
  private final Set<String> unreviewed;
  private final List<String> names;
  private final Map<String, RpcMethod> byName;

  MethodCatalogue(
      Collection<FileDescriptor> files, List<RpcMethod> methods, Set<String> unreviewed) {
    this.files = List.copyOf(files);
    this.methods = List.copyOf(methods);
    this.unreviewed = Set.copyOf(unreviewed);
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
   * Builds the catalogue of the contract that is compiled in and of what an operator adds to it. An
   * added method without a row of its own is for admins.
   *
   * @throws ContractException if an addition is wrong, naming everything that is
   */
  public static MethodCatalogue load(ContractAdditions additions) {
    MethodCatalogue shipped = load();
    return additions.equals(ContractAdditions.NONE) ? shipped : shipped.with(additions);
  }

  /** Adds what an operator adds; as {@link #load(ContractAdditions)}. */
  MethodCatalogue with(ContractAdditions additions) {
    return new ContractExtension(this).with(additions);
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
    Map<String, MethodPolicy> rows = MethodPolicy.byMethod(table, problems);
    var methods = new ArrayList<RpcMethod>();
    for (MethodDescriptor method : methodsOf(contract)) {
      String fullName = fullName(method);
      refuseStream(method, problems);
      MethodPolicy row = rows.remove(fullName);
      if (row == null) {
        problems.add("method without a row: " + fullName);
      } else {
        methods.add(row.join(method));
      }
    }
    rows.keySet().forEach(name -> problems.add("row without a method: " + name));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          TABLE + " does not fit the contract:\n  " + String.join("\n  ", problems));
    }
    return new MethodCatalogue(contract, methods, Set.of());
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

  /** Returns the files that declare the methods and their messages, imports included. */
  public List<FileDescriptor> files() {
    return files;
  }

  /**
   * Returns the full names of the methods that nobody has reviewed: an operator's descriptor set
   * has them, and no table says what they do. They are for admins.
   */
  public Set<String> unreviewed() {
    return unreviewed;
  }

  /** Finds a message by its full name, {@code package.Message}. */
  public Optional<Descriptor> message(String fullName) {
    String name = fullName.substring(fullName.lastIndexOf('.') + 1);
    return files.stream()
        .map(file -> file.findMessageTypeByName(name))
        .filter(message -> message != null && message.getFullName().equals(fullName))
        .findFirst();
  }

  static void refuseStream(MethodDescriptor method, List<String> problems) {
    if (method.isClientStreaming() || method.isServerStreaming()) {
      problems.add("streams, which the gateway cannot pass through: " + fullName(method));
    }
  }

  /** Returns the methods of all files, sorted by full name. */
  static List<MethodDescriptor> methodsOf(Collection<FileDescriptor> contract) {
    return contract.stream()
        .map(FileDescriptor::getServices)
        .flatMap(Collection::stream)
        .map(ServiceDescriptor::getMethods)
        .flatMap(Collection::stream)
        .sorted(Comparator.comparing(MethodCatalogue::fullName))
        .toList();
  }

  static String fullName(MethodDescriptor method) {
    return method.getService().getFullName() + '/' + method.getName();
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
