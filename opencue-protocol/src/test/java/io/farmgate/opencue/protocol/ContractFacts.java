package io.farmgate.opencue.protocol;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that matters about a contract, one line a fact, each naming what it is about: so that two
 * contracts can be compared as sets, and a difference reads by itself.
 */
final class ContractFacts {
  private final List<String> facts = new ArrayList<>();

  private ContractFacts() {}

  /** Reads the facts from the table {@code contract.txt}, whose head explains its form. */
  static List<String> of(String table) {
    var read = new ContractFacts();
    String file = "";
    String owner = "";
    for (String line : table.lines().toList()) {
      if (line.startsWith("    ")) {
        read.facts.add(owner + ": " + line.strip());
      } else if (line.startsWith("  ")) {
        owner = line.strip();
        read.facts.add(file + ": " + owner);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        file = line;
        read.facts.add(line);
      }
    }
    return read.facts;
  }

  /** Reads the facts from descriptors. */
  static List<String> of(List<FileDescriptor> contract) {
    var read = new ContractFacts();
    contract.forEach(read::addFile);
    return read.facts;
  }

  private void addFile(FileDescriptor descriptor) {
    String file = "file " + descriptor.getName() + " package " + descriptor.getPackage();
    facts.add(file);
    descriptor.getServices().forEach(service -> addService(file, service));
    descriptor.getMessageTypes().forEach(message -> addMessage(file, message));
    descriptor.getEnumTypes().forEach(type -> addEnum(file, type));
  }

  private void addService(String file, ServiceDescriptor service) {
    String owner = "service " + service.getFullName();
    facts.add(file + ": " + owner);
    for (MethodDescriptor method : service.getMethods()) {
      facts.add(
          owner
              + (": " + method.getName() + ": ")
              + (method.isClientStreaming() ? "stream of " : "")
              + method.getInputType().getFullName()
              + " returns "
              + (method.isServerStreaming() ? "stream of " : "")
              + method.getOutputType().getFullName()
              + (method.getOptions().getDeprecated() ? " (deprecated)" : ""));
    }
  }

  private void addMessage(String file, Descriptor message) {
    if (message.getOptions().getMapEntry()) {
      return; // What the compiler makes of map<K, V>; the field says it.
    }
    String owner = "message " + message.getFullName();
    facts.add(file + ": " + owner + (message.getOptions().getDeprecated() ? " (deprecated)" : ""));
    message.getFields().forEach(field -> facts.add(owner + ": " + field(field)));
    message.getNestedTypes().forEach(nested -> addMessage(file, nested));
    message.getEnumTypes().forEach(type -> addEnum(file, type));
  }

  private void addEnum(String file, EnumDescriptor type) {
    String owner = "enum " + type.getFullName();
    facts.add(file + ": " + owner + (type.getOptions().getDeprecated() ? " (deprecated)" : ""));
    for (EnumValueDescriptor value : type.getValues()) {
      facts.add(
          owner
              + (": " + value.getNumber() + " " + value.getName())
              + (value.getOptions().getDeprecated() ? " (deprecated)" : ""));
    }
  }

  private static String field(FieldDescriptor field) {
    return field.getNumber()
        + (" " + field.getName())
        + (" " + field.getJsonName() + " ")
        + type(field)
        + oneof(field)
        + (field.getOptions().getDeprecated() ? " (deprecated)" : "");
  }

  private static String type(FieldDescriptor field) {
    if (field.isMapField()) {
      Descriptor entry = field.getMessageType();
      return "map<" + type(entry.getFields().get(0)) + ", " + type(entry.getFields().get(1)) + ">";
    }
    String name =
        switch (field.getJavaType()) {
          case MESSAGE -> field.getMessageType().getFullName();
          case ENUM -> field.getEnumType().getFullName();
          case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
              field.getType().name().toLowerCase(Locale.ROOT);
        };
    return (field.isRepeated() ? "repeated " : "") + name;
  }

  private static String oneof(FieldDescriptor field) {
    OneofDescriptor oneof = field.getContainingOneof();
    if (oneof == null) {
      return "";
    }
    // The compiler makes a oneof of its own for "optional": it must not pass for a real one.
    return field.getRealContainingOneof() == null
        ? " (optional)"
        : " (oneof " + oneof.getName() + ")";
  }
}
