package io.farmgate.opencue.protocol;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The known contract together with an operator's descriptor set.
 *
 * <p>A file of the set stands for a known one if it has its name or declares any of its types:
 * people run protoc in different folders, so names differ. It must then hold all of the known
 * file's methods, and may hold more of everything; what it lacks of messages, fields and values
 * stays known. Every other file is new. The known files that nothing changes keep their
 * descriptors, which are those of the generated classes.
 */
final class ContractMerge {
  private final Map<String, FileDescriptor> known = new LinkedHashMap<>();
  private final Map<String, FileDescriptor> ownerOfType = new HashMap<>();
  private final Map<String, String> knownNameOf = new HashMap<>();
  private final Map<String, FileDescriptorProto> merged = new LinkedHashMap<>();
  private final Map<String, FileDescriptor> built = new LinkedHashMap<>();
  private final List<String> problems;

  private ContractMerge(List<FileDescriptor> known, List<String> problems) {
    this.problems = problems;
    for (FileDescriptor file : known) {
      this.known.put(file.getName(), file);
      types(file).forEach(type -> ownerOfType.put(type.getFullName(), file));
    }
  }

  /**
   * Merges.
   *
   * @param problems takes a sentence for every conflict
   * @return every file, sorted by name; of no use where there was a problem
   */
  static List<FileDescriptor> of(
      List<FileDescriptor> known, byte[] descriptorSet, List<String> problems) {
    List<FileDescriptor> set = new DescriptorSetReader(known, problems).read(descriptorSet);
    return problems.isEmpty() ? new ContractMerge(known, problems).with(set) : known;
  }

  private List<FileDescriptor> with(List<FileDescriptor> set) {
    known.values().forEach(file -> merged.put(file.getName(), file.toProto()));
    set.forEach(this::findKnown);
    refuseTypesDeclaredTwice(set);
    if (!problems.isEmpty()) {
      return List.of();
    }
    for (FileDescriptor file : set) {
      FileDescriptor same = known.get(knownNameOf.get(file.getName()));
      merged.put(nameOf(file), same == null ? relinked(file) : addedTo(same, file));
    }
    if (!problems.isEmpty()) {
      return List.of();
    }
    merged.keySet().forEach(name -> build(name, new ArrayList<>()));
    return built.values().stream().sorted(Comparator.comparing(FileDescriptor::getName)).toList();
  }

  private void findKnown(FileDescriptor file) {
    Map<String, FileDescriptor> owners = new TreeMap<>();
    FileDescriptor namesake = known.get(file.getName());
    if (namesake != null) {
      owners.put(file.getName(), namesake);
    }
    for (GenericDescriptor type : types(file)) {
      FileDescriptor owner = ownerOfType.get(type.getFullName());
      if (owner != null) {
        owners.put(owner.getName(), owner);
      }
    }
    if (owners.size() > 1) {
      problems.add(
          file.getName()
              + (": declares types of " + String.join(" and ", owners.keySet()))
              + " (expected: those of one file)");
    }
    for (FileDescriptor owner : owners.values()) {
      if (knownNameOf.containsValue(owner.getName())) {
        problems.add(file.getName() + ": a second file that stands for " + owner.getName());
      }
      if (!owner.getPackage().equals(file.getPackage())) {
        problems.add(
            file.getName()
                + (": the package was " + owner.getPackage())
                + (" and is " + file.getPackage()));
      }
      knownNameOf.put(file.getName(), owner.getName());
    }
  }

  private void refuseTypesDeclaredTwice(List<FileDescriptor> set) {
    Map<String, String> fileOf = new HashMap<>();
    for (FileDescriptor file : set) {
      for (GenericDescriptor type : types(file)) {
        String other = fileOf.putIfAbsent(type.getFullName(), file.getName());
        if (other != null) {
          problems.add(type.getFullName() + ": declared in " + other + " and in " + file.getName());
        }
      }
    }
  }

  private FileDescriptorProto addedTo(FileDescriptor same, FileDescriptor file) {
    FileDescriptorProto.Builder more = same.toProto().toBuilder();
    if (!same.toProto().getSyntax().equals(file.toProto().getSyntax())) {
      problems.add(file.getName() + ": the syntax is not that of " + same.getName());
    }
    for (GenericDescriptor type : types(file)) {
      addType(same, type, more);
    }
    for (ServiceDescriptor service : same.getServices()) {
      if (file.findServiceByName(service.getName()) == null) {
        service
            .getMethods()
            .forEach(method ->
                problems.add(service.getFullName() + '/' + method.getName() + ": removed"));
      }
    }
    Set<String> imports = new LinkedHashSet<>(more.getDependencyList());
    imports.addAll(needs(file));
    imports.remove(same.getName());
    return more.clearDependency().addAllDependency(imports).build();
  }

  private void addType(
      FileDescriptor same, GenericDescriptor type, FileDescriptorProto.Builder more) {
    boolean isKnown = ownerOfType.containsKey(type.getFullName());
    switch (type) {
      case Descriptor newer -> {
        Descriptor old = same.findMessageTypeByName(newer.getName());
        if (old != null) {
          more.setMessageType(old.getIndex(), TypeMerge.messages(old, newer, problems));
        } else if (!isKnown) {
          more.addMessageType(newer.toProto());
        } else {
          problems.add(newer.getFullName() + ": was no message and is one");
        }
      }
      case EnumDescriptor newer -> {
        EnumDescriptor old = same.findEnumTypeByName(newer.getName());
        if (old != null) {
          more.setEnumType(old.getIndex(), TypeMerge.enums(old, newer, problems));
        } else if (!isKnown) {
          more.addEnumType(newer.toProto());
        } else {
          problems.add(newer.getFullName() + ": was no enum and is one");
        }
      }
      case ServiceDescriptor newer -> {
        ServiceDescriptor old = same.findServiceByName(newer.getName());
        if (old != null) {
          more.setService(old.getIndex(), TypeMerge.services(old, newer, problems));
        } else if (!isKnown) {
          more.addService(newer.toProto());
        } else {
          problems.add(newer.getFullName() + ": was no service and is one");
        }
      }
      default -> throw new IllegalStateException("no type of a file: " + type.getFullName());
    }
  }

  /** A new file, its imports under the names by which the merged files go. */
  private FileDescriptorProto relinked(FileDescriptor file) {
    FileDescriptorProto.Builder more =
        file.toProto().toBuilder().clearDependency().clearPublicDependency().clearWeakDependency();
    Set<String> names = new LinkedHashSet<>();
    Set<Integer> open = new LinkedHashSet<>();
    for (FileDescriptor wanted : file.getDependencies()) {
      names.add(nameOf(wanted));
      if (file.getPublicDependencies().contains(wanted)) {
        open.add(List.copyOf(names).indexOf(nameOf(wanted)));
      }
    }
    return more.addAllDependency(names).addAllPublicDependency(open).build();
  }

  private String nameOf(FileDescriptor file) {
    return knownNameOf.getOrDefault(file.getName(), file.getName());
  }

  /** Returns the merged files that declare what a file's fields and methods use. */
  private Set<String> needs(FileDescriptor file) {
    Set<String> names = new LinkedHashSet<>();
    file.getMessageTypes().forEach(message -> addNeeds(message, names));
    for (ServiceDescriptor service : file.getServices()) {
      for (MethodDescriptor method : service.getMethods()) {
        names.add(nameOf(method.getInputType().getFile()));
        names.add(nameOf(method.getOutputType().getFile()));
      }
    }
    return names;
  }

  private void addNeeds(Descriptor message, Set<String> names) {
    for (FieldDescriptor field : message.getFields()) {
      if (field.getType() == FieldDescriptor.Type.ENUM) {
        names.add(nameOf(field.getEnumType().getFile()));
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        names.add(nameOf(field.getMessageType().getFile()));
      }
    }
    message.getNestedTypes().forEach(inner -> addNeeds(inner, names));
  }

  private void build(String name, List<String> importers) {
    if (built.containsKey(name) || !problems.isEmpty()) {
      return;
    }
    if (importers.contains(name)) {
      problems.add("merged, imports go in a circle: " + String.join(", ", importers));
      return;
    }
    List<String> chain = new ArrayList<>(importers);
    chain.add(name);
    FileDescriptorProto file = merged.get(name);
    if (file == null) {
      throw new IllegalStateException("no file " + name);
    }
    List<FileDescriptor> imports = new ArrayList<>();
    for (String wanted : file.getDependencyList()) {
      build(wanted, chain);
      if (!built.containsKey(wanted)) {
        return;
      }
      imports.add(built.get(wanted));
    }
    FileDescriptor same = known.get(name);
    if (same != null
        && same.toProto().equals(file)
        && new HashSet<>(same.getDependencies()).equals(new HashSet<>(imports))) {
      built.put(name, same);
      return;
    }
    try {
      built.put(name, FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new)));
    } catch (DescriptorValidationException e) {
      problems.add("merged, " + name + " is not valid: " + e.getMessage());
    }
  }

  private static Collection<GenericDescriptor> types(FileDescriptor file) {
    List<GenericDescriptor> types = new ArrayList<>(file.getMessageTypes());
    types.addAll(file.getEnumTypes());
    types.addAll(file.getServices());
    return types;
  }
}
