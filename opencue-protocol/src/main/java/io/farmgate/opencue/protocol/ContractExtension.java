package io.farmgate.opencue.protocol;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.farmgate.opencue.protocol.ContractException.Part;
import io.farmgate.opencue.protocol.ContractException.Problem;
import io.farmgate.opencue.transcode.InputShape;
import io.farmgate.opencue.transcode.OutputShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A shipped catalogue and what an operator adds to it. Serves one extension. */
final class ContractExtension {
  private final MethodCatalogue shipped;
  private final List<Problem> problems = new ArrayList<>();

  ContractExtension(MethodCatalogue shipped) {
    this.shipped = shipped;
  }

  /**
   * Extends.
   *
   * @throws ContractException naming everything that does not fit
   */
  MethodCatalogue with(ContractAdditions additions) {
    List<FileDescriptor> files = additions.descriptorSet().map(this::merge).orElse(shipped.files());
    Map<String, MethodPolicy> rows = new TreeMap<>();
    for (RpcMethod method : shipped.all()) {
      rows.put(
          method.fullName(),
          new MethodPolicy(method.fullName(), method.access(), method.exposure(), method.reason()));
    }
    additions.policies().ifPresent(table -> add(table, rows));
    Set<String> unreviewed = new TreeSet<>();
    if (problems.stream().noneMatch(problem -> problem.part() == Part.DESCRIPTOR_SET)) {
      unreviewed.addAll(addUnreviewed(files, rows));
    }
    open(additions.opened(), rows);
    List<RpcMethod> methods = join(files, rows);
    if (!problems.isEmpty()) {
      throw new ContractException(problems);
    }
    return new MethodCatalogue(files, methods, unreviewed);
  }

  private List<FileDescriptor> merge(byte[] descriptorSet) {
    List<String> conflicts = new ArrayList<>();
    List<FileDescriptor> files = ContractMerge.of(shipped.files(), descriptorSet, conflicts);
    if (conflicts.isEmpty()) {
      MethodCatalogue.methodsOf(files).forEach(method -> refuseUnusable(method, conflicts));
    }
    tell(Part.DESCRIPTOR_SET, conflicts);
    return conflicts.isEmpty() ? files : shipped.files();
  }

  private void refuseUnusable(MethodDescriptor method, List<String> conflicts) {
    MethodCatalogue.refuseStream(method, conflicts);
    try {
      InputShape.standard().compile(method.getInputType());
      OutputShape.standard().compile(method.getOutputType());
    } catch (IllegalArgumentException e) {
      conflicts.add(MethodCatalogue.fullName(method) + ": " + e.getMessage());
    }
  }

  private void add(String table, Map<String, MethodPolicy> rows) {
    List<String> wrong = new ArrayList<>();
    MethodPolicy.byMethod(table, wrong)
        .forEach((name, row) -> {
          if (rows.putIfAbsent(name, row) != null) {
            wrong.add(name + ": a method that Farmgate itself has a row for (expected: a new one)");
          }
        });
    tell(Part.POLICIES, wrong);
  }

  private static Set<String> addUnreviewed(
      List<FileDescriptor> files, Map<String, MethodPolicy> rows) {
    Set<String> added = new TreeSet<>();
    for (MethodDescriptor method : MethodCatalogue.methodsOf(files)) {
      String name = MethodCatalogue.fullName(method);
      if (rows.putIfAbsent(name, new MethodPolicy(name, Access.ADMIN, Exposure.OPEN, "")) == null) {
        added.add(name);
      }
    }
    return added;
  }

  private void open(Set<String> names, Map<String, MethodPolicy> rows) {
    Set<String> known = new TreeSet<>(rows.keySet());
    rows.keySet().forEach(name -> known.add(name.substring(0, name.indexOf('/'))));
    List<String> wrong = new ArrayList<>();
    for (String name : new TreeSet<>(names)) {
      List<MethodPolicy> meant =
          List.copyOf(rows.values()).stream()
              .filter(row -> row.method().equals(name) || row.method().startsWith(name + '/'))
              .toList();
      if (meant.isEmpty()) {
        List<String> near = NearNames.of(name, List.copyOf(known), 1);
        wrong.add(
            name
                + ": no such service or method"
                + (near.isEmpty() ? "" : " (the nearest known: " + near.getFirst() + ")"));
      } else if (meant.stream().noneMatch(row -> row.exposure() == Exposure.CLOSED)) {
        MethodPolicy first = meant.getFirst();
        wrong.add(
            name
                + (first.exposure() == Exposure.OPEN ? ": is open already" : ": cannot be opened, ")
                + first.reason());
      }
      for (MethodPolicy row : meant) {
        if (row.exposure() == Exposure.CLOSED) {
          rows.put(row.method(), new MethodPolicy(row.method(), Access.ADMIN, Exposure.OPEN, ""));
        }
      }
    }
    tell(Part.OPENED, wrong);
  }

  private List<RpcMethod> join(List<FileDescriptor> files, Map<String, MethodPolicy> rows) {
    Map<String, MethodPolicy> left = new TreeMap<>(rows);
    List<RpcMethod> methods = new ArrayList<>();
    for (MethodDescriptor method : MethodCatalogue.methodsOf(files)) {
      MethodPolicy row = left.remove(MethodCatalogue.fullName(method));
      if (row != null) {
        methods.add(row.join(method));
      }
    }
    if (problems.isEmpty()) {
      tell(
          Part.POLICIES,
          left.keySet().stream().map(name -> "row without a method: " + name).toList());
    }
    return methods;
  }

  private void tell(Part part, List<String> texts) {
    texts.forEach(text -> problems.add(new Problem(part, text)));
  }
}
