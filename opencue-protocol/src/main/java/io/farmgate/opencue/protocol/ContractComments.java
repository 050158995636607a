package io.farmgate.opencue.protocol;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
  private final Map<FileDescriptor, Map<String, String>> byFile = new HashMap<>();

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
        .getOrDefault(thing.getFullName(), "");
  }

  private Map<String, String> comments(FileDescriptor file) {
    FileDescriptorProto own = file.toProto();
    boolean commented = own.getSourceCodeInfo().getLocationCount() > 0;
    FileDescriptorProto from = commented ? own : builtIn.getOrDefault(file.getName(), own);
    Map<String, String> comments = new HashMap<>();
    for (Location location : from.getSourceCodeInfo().getLocationList()) {
      String text =
          location.getLeadingComments().isBlank()
              ? location.getTrailingComments()
              : location.getLeadingComments();
      if (!text.isBlank()) {
        comments.put(name(from, location.getPathList()), paragraphs(text));
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

  /**
   * Returns the full name of what stands at a place in a file, which is given in the field numbers
   * of descriptor.proto; "" for what is not a thing with a name. By names and not by places, since
   * a merged contract may have other things at ours.
   */
  private static String name(FileDescriptorProto file, List<Integer> path) {
    StringBuilder name = new StringBuilder(file.getPackage());
    Message at = file;
    for (int i = 0; i + 1 < path.size(); i += 2) {
      FieldDescriptor list = at.getDescriptorForType().findFieldByNumber(path.get(i));
      boolean isOfMessages =
          list != null
              && list.isRepeated()
              && list.getJavaType() == FieldDescriptor.JavaType.MESSAGE
              && list.getMessageType().findFieldByName("name") != null;
      if (!isOfMessages) {
        return "";
      }
      at = (Message) at.getRepeatedField(list, path.get(i + 1));
      name.append('.').append(at.getField(at.getDescriptorForType().findFieldByName("name")));
    }
    return path.size() % 2 == 0 ? name.toString() : "";
  }
}
