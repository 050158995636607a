package io.farmgate.opencue.protocol;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a descriptor set and links its files, to one another and to known ones. */
final class DescriptorSetReader {
  private final Map<String, FileDescriptor> known = new HashMap<>();
  private final Map<String, FileDescriptorProto> unlinked = new LinkedHashMap<>();
  private final Map<String, FileDescriptor> linked = new LinkedHashMap<>();
  private final Set<String> broken = new HashSet<>();
  private final List<String> problems;

  /**
   * Creates one for one set.
   *
   * @param known files that the set's may import without bringing them along
   * @param problems takes a sentence for everything that is wrong
   */
  DescriptorSetReader(List<FileDescriptor> known, List<String> problems) {
    known.forEach(file -> this.known.put(file.getName(), file));
    this.problems = problems;
  }

  /** Returns the files that could be linked: all of them where there was no problem. */
  List<FileDescriptor> read(byte[] set) {
    FileDescriptorSet parsed;
    try {
      parsed = FileDescriptorSet.parseFrom(set);
    } catch (InvalidProtocolBufferException e) {
      parsed = FileDescriptorSet.getDefaultInstance();
    }
    if (parsed.getFileCount() == 0) {
      problems.add(
          "not a descriptor set (expected: a file that protoc --include_imports"
              + " --descriptor_set_out=FILE wrote)");
    }
    for (FileDescriptorProto file : parsed.getFileList()) {
      FileDescriptorProto twin = unlinked.putIfAbsent(file.getName(), file);
      if (twin != null && !twin.equals(file)) {
        problems.add(file.getName() + ": twice in the set, and not the same");
      }
    }
    unlinked.keySet().forEach(name -> link(name, new ArrayList<>()));
    return List.copyOf(linked.values());
  }

  private @Nullable FileDescriptor link(String name, List<String> importers) {
    FileDescriptorProto file = unlinked.get(name);
    if (file == null) {
      return known.get(name);
    }
    if (importers.contains(name)) {
      problems.add("imports go in a circle: " + String.join(", ", importers));
      broken.add(name);
    }
    FileDescriptor done = linked.get(name);
    if (done != null || broken.contains(name)) {
      return done;
    }
    List<String> chain = new ArrayList<>(importers);
    chain.add(name);
    List<FileDescriptor> imports = new ArrayList<>();
    for (String wanted : file.getDependencyList()) {
      FileDescriptor found = link(wanted, chain);
      if (found != null) {
        imports.add(found);
        continue;
      }
      if (!unlinked.containsKey(wanted)) {
        problems.add(
            name
                + (": imports " + wanted + ", which is neither in the set nor known")
                + " (expected: a set made with --include_imports)");
      }
      broken.add(name);
    }
    return broken.contains(name) ? null : build(file, imports);
  }

  private @Nullable FileDescriptor build(FileDescriptorProto file, List<FileDescriptor> imports) {
    try {
      FileDescriptor built = FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new));
      linked.put(file.getName(), built);
      return built;
    } catch (DescriptorValidationException e) {
      problems.add(file.getName() + ": " + e.getMessage());
      broken.add(file.getName());
      return null;
    }
  }
}
