package io.farmgate.opencue.protocol;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the .proto files say of services, methods, messages, enums and their members. Descriptors of
 * generated classes come without comments; those of the contract are read from a descriptor set
 * that the build writes, those of a merged contract are taken from its own descriptors where its
 * maker kept them.
 *
 * <p>Not thread-safe. Made where a document is written, and let go afterwards.
 */
public final class ContractComments {
  private static final String SET = "contract.binpb";

  private final Map<String, FileDescriptorProto> builtIn = new HashMap<>();
  private final Map<FileDescriptor, Map<List<Integer>, String>> byFile = new HashMap<>();

  private ContractComments(FileDescriptorSet set) {
    set.getFileList().forEach(file -> builtIn.put(file.getName(), file));
  }

  /** Reads the comments of the contract that is compiled in; about a megabyte while it is held. */
  public static ContractComments load() {
    try (InputStream in = ContractComments.class.getResourceAsStream(SET)) {
      if (in == null) {
        throw new IllegalStateException(SET + ": not in the program's archive (rebuild it)");
      }
      return new ContractComments(FileDescriptorSet.parseFrom(in));
    } catch (IOException e) {
      throw new UncheckedIOException(SET + ": cannot be read from the program's archive", e);
    }
  }

  /**
   * Returns the comment above a thing, else the one behind it on its line: paragraphs divided by an
   * empty line, each on one line unless it is a list; "" where there is none.
   */
  public String of(GenericDescriptor thing) {
    return byFile
        .computeIfAbsent(thing.getFile(), this::comments)
        .getOrDefault(path(thing), "");
  }

  private Map<List<Integer>, String> comments(FileDescriptor file) {
    FileDescriptorProto proto = file.toProto();
    FileDescriptorProto known = builtIn.get(file.getName());
    boolean commented = proto.getSourceCodeInfo().getLocationCount() > 0;
    // A merged file may have the name of one of ours, and other things in it.
    if (!commented && known != null && known.getPackage().equals(proto.getPackage())) {
      proto = known;
    }
    Map<List<Integer>, String> comments = new HashMap<>();
    for (Location location : proto.getSourceCodeInfo().getLocationList()) {
      String text =
          location.getLeadingComments().isBlank()
              ? location.getTrailingComments()
              : location.getLeadingComments();
      if (!text.isBlank()) {
        comments.put(List.copyOf(location.getPathList()), paragraphs(text));
      }
    }
    return comments;
  }

  /** Joins the lines of a paragraph; a line of a list stays one. */
  private static String paragraphs(String comment) {
    StringBuilder joined = new StringBuilder();
    boolean fresh = true;
    for (String line : comment.strip().lines().map(String::strip).toList()) {
      if (line.isEmpty()) {
        joined.append("\n\n");
        fresh = true;
        continue;
      }
      if (!fresh) {
        joined.append(line.startsWith("- ") ? '\n' : ' ');
      }
      joined.append(line);
      fresh = false;
    }
    return joined.toString();
  }

  /** The place of a thing in its file, in the field numbers of descriptor.proto. */
  private static List<Integer> path(GenericDescriptor thing) {
    return switch (thing) {
      case ServiceDescriptor service -> List.of(6, service.getIndex());
      case MethodDescriptor method -> then(path(method.getService()), 2, method.getIndex());
      case Descriptor message ->
          message.getContainingType() == null
              ? List.of(4, message.getIndex())
              : then(path(message.getContainingType()), 3, message.getIndex());
      case FieldDescriptor field -> then(path(field.getContainingType()), 2, field.getIndex());
      case OneofDescriptor oneof -> then(path(oneof.getContainingType()), 8, oneof.getIndex());
      case EnumDescriptor type ->
          type.getContainingType() == null
              ? List.of(5, type.getIndex())
              : then(path(type.getContainingType()), 4, type.getIndex());
      case EnumValueDescriptor value -> then(path(value.getType()), 2, value.getIndex());
      default -> List.of();
    };
  }

  private static List<Integer> then(List<Integer> parent, int field, int index) {
    List<Integer> path = new ArrayList<>(parent);
    path.add(field);
    path.add(index);
    return path;
  }
}
