package io.farmgate.opencue.transcode;

import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Message types from a small text form, so that tests need no compiler for .proto files.
 *
 * <pre>
 * enum group.Color
 *   RED 0
 * message group.Thing
 *   name 1 string
 *   colors 2 repeated group.Color
 *   sizes 3 repeated int32 unpacked
 *   by_name 4 map&lt;string,group.Thing&gt;
 *   weight 5 optional float
 *   a 6 int32 oneof choice
 * </pre>
 *
 * The group becomes a message around the types, which gives them the same full names as a package
 * would.
 */
final class Schemas {
  /** The files of the well-known types. */
  private static final List<FileDescriptor> WELL_KNOWN =
      Stream.of(
              Any.getDescriptor(),
              Duration.getDescriptor(),
              Empty.getDescriptor(),
              FieldMask.getDescriptor(),
              Int32Value.getDescriptor(),
              Struct.getDescriptor(),
              Timestamp.getDescriptor())
          .map(Descriptor::getFile)
          .toList();

  private final Map<String, DescriptorProto.Builder> groups = new LinkedHashMap<>();
  private final Map<String, Boolean> isEnum = new HashMap<>();
  private final List<String> lines;

  private Schemas(List<String> lines) {
    this.lines = lines;
  }

  /** The message types by full name. */
  record Types(Map<String, Descriptor> byName) {
    Descriptor get(String name) {
      return Objects.requireNonNull(byName.get(name), name);
    }
  }

  static Types of(String text) {
    return new Schemas(
            text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList())
        .build();
  }

  private Types build() {
    for (String line : lines) {
      if (!line.startsWith(" ")) {
        String[] words = line.split(" ", -1);
        isEnum.put(words[1], words[0].equals("enum"));
      }
    }
    for (int i = 0; i < lines.size(); ) {
      int end = i + 1;
      while (end < lines.size() && lines.get(end).startsWith(" ")) {
        end++;
      }
      type(lines.get(i).split(" ", -1)[1], lines.subList(i + 1, end));
      i = end;
    }
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName("test.proto").setSyntax("proto3");
    groups.values().forEach(file::addMessageType);
    Map<String, Descriptor> types = new HashMap<>();
    for (Descriptor group : link(file.build()).getMessageTypes()) {
      group.getNestedTypes().forEach(type -> types.put(type.getFullName(), type));
    }
    return new Types(types);
  }

  /** Builds a file, which may use the well-known types. */
  static FileDescriptor link(FileDescriptorProto file) {
    FileDescriptorProto.Builder withImports = file.toBuilder();
    WELL_KNOWN.forEach(each -> withImports.addDependency(each.getFullName()));
    try {
      return FileDescriptor.buildFrom(
          withImports.build(), WELL_KNOWN.toArray(new FileDescriptor[0]));
    } catch (DescriptorValidationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void type(String fullName, List<String> members) {
    int dot = fullName.lastIndexOf('.');
    String groupName = fullName.substring(0, dot);
    DescriptorProto.Builder group =
        groups.computeIfAbsent(groupName, name -> DescriptorProto.newBuilder().setName(name));
    String name = fullName.substring(dot + 1);
    if (isEnum.getOrDefault(fullName, false)) {
      EnumDescriptorProto.Builder made = group.addEnumTypeBuilder().setName(name);
      for (String member : members) {
        String[] words = member.strip().split(" ", -1);
        made.addValueBuilder().setName(words[0]).setNumber(Integer.parseInt(words[1]));
      }
      if (made.getValueList().stream().map(value -> value.getNumber()).distinct().count()
          < made.getValueCount()) {
        made.getOptionsBuilder().setAllowAlias(true);
      }
      return;
    }
    DescriptorProto.Builder made = group.addNestedTypeBuilder().setName(name);
    Map<String, Integer> oneofs = new HashMap<>();
    List<FieldDescriptorProto.Builder> optionals = new ArrayList<>();
    for (String member : members) {
      field(fullName, made, List.of(member.strip().split(" ", -1)), oneofs, optionals);
    }
    // The oneofs that stand for optional fields come behind the real ones.
    for (FieldDescriptorProto.Builder optional : optionals) {
      optional.setOneofIndex(made.getOneofDeclCount());
      made.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + optional.getName()));
    }
  }

  private void field(
      String owner,
      DescriptorProto.Builder message,
      List<String> words,
      Map<String, Integer> oneofs,
      List<FieldDescriptorProto.Builder> optionals) {
    boolean isRepeated = words.get(2).equals("repeated");
    boolean isOptional = words.get(2).equals("optional");
    String type = words.get(isRepeated || isOptional ? 3 : 2);
    FieldDescriptorProto.Builder field =
        message.addFieldBuilder().setName(words.get(0)).setNumber(Integer.parseInt(words.get(1)));
    if (type.startsWith("map<")) {
      map(owner, message, field, type.substring(4, type.length() - 1));
      return;
    }
    field.setLabel(isRepeated ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL);
    typed(field, type);
    if (words.contains("unpacked")) {
      field.getOptionsBuilder().setPacked(false);
    }
    if (isOptional) {
      field.setProto3Optional(true);
      optionals.add(field);
    }
    int oneof = words.indexOf("oneof");
    if (oneof > 0) {
      field.setOneofIndex(
          oneofs.computeIfAbsent(
              words.get(oneof + 1),
              name -> {
                message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(name));
                return message.getOneofDeclCount() - 1;
              }));
    }
  }

  private void map(
      String owner,
      DescriptorProto.Builder message,
      FieldDescriptorProto.Builder field,
      String of) {
    StringBuilder entryName = new StringBuilder();
    for (String part : field.getName().split("_", -1)) {
      entryName.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
    }
    entryName.append("Entry");
    String[] types = of.split(",", -1);
    DescriptorProto.Builder entry =
        message
            .addNestedTypeBuilder()
            .setName(entryName.toString())
            .setOptions(MessageOptions.newBuilder().setMapEntry(true));
    typed(entry.addFieldBuilder().setName("key").setNumber(1), types[0]);
    typed(entry.addFieldBuilder().setName("value").setNumber(2), types[1]);
    entry.getFieldBuilderList().forEach(each -> each.setLabel(Label.LABEL_OPTIONAL));
    field
        .setLabel(Label.LABEL_REPEATED)
        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
        .setTypeName("." + owner + "." + entryName);
  }

  private void typed(FieldDescriptorProto.Builder field, String type) {
    Boolean isEnumType =
        type.startsWith("google.protobuf.")
            ? Boolean.valueOf(type.endsWith(".NullValue"))
            : isEnum.get(type);
    if (isEnumType == null) {
      field.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + type.toUpperCase(Locale.ROOT)));
      return;
    }
    field
        .setType(
            isEnumType
                ? FieldDescriptorProto.Type.TYPE_ENUM
                : FieldDescriptorProto.Type.TYPE_MESSAGE)
        .setTypeName("." + type);
  }
}
