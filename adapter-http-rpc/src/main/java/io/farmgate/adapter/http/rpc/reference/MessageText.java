package io.farmgate.adapter.http.rpc.reference;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.farmgate.opencue.protocol.ContractComments;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every message and enum that was linked to, and all that they lead to, once. Not thread-safe. */
final class MessageText {
  private final ContractComments comments;
  private final Map<String, String> messages = new TreeMap<>();
  private final Map<String, String> enums = new TreeMap<>();
  private final Set<String> linked = new HashSet<>();
  private final Deque<Descriptor> open = new ArrayDeque<>();

  MessageText(ContractComments comments) {
    this.comments = comments;
  }

  /** Links to a message, which then is described. */
  String link(Descriptor type) {
    if (linked.add(type.getFullName())) {
      open.add(type);
    }
    return linkTo(type.getFullName());
  }

  private String link(EnumDescriptor type) {
    enums.computeIfAbsent(type.getFullName(), any -> describe(type));
    return linkTo(type.getFullName());
  }

  private static String linkTo(String name) {
    return "[" + name + "](#" + Markdown.anchor(name) + ")";
  }

  /** Writes the two sections. */
  String all() {
    while (!open.isEmpty()) {
      Descriptor next = open.remove();
      messages.put(next.getFullName(), describe(next));
    }
    StringBuilder all = new StringBuilder("\n## Messages\n");
    messages.values().forEach(all::append);
    all.append("\n## Enums\n");
    enums.values().forEach(all::append);
    return all.toString();
  }

  private String describe(Descriptor type) {
    StringBuilder text = head(type.getFullName(), comments.of(type));
    if (type.getFields().isEmpty()) {
      return text.append("\nWithout members: `{}`.\n").toString();
    }
    text.append("\n| member | type | |\n|---|---|---|\n");
    for (FieldDescriptor field : type.getFields()) {
      text.append("| `")
          .append(field.getJsonName())
          .append("` | ")
          .append(type(field))
          .append(" | ")
          .append(Markdown.cell(remark(field)))
          .append(" |\n");
    }
    return text.toString();
  }

  private String describe(EnumDescriptor type) {
    StringBuilder text = head(type.getFullName(), comments.of(type));
    text.append("\n| name | number | |\n|---|---|---|\n");
    type.getValues()
        .forEach(value ->
            text.append("| `")
                .append(value.getName())
                .append("` | ")
                .append(value.getNumber())
                .append(" | ")
                .append(Markdown.cell(comments.of(value)))
                .append(" |\n"));
    return text.toString();
  }

  private static StringBuilder head(String name, String comment) {
    StringBuilder text = new StringBuilder("\n### ").append(name).append('\n');
    return comment.isEmpty() ? text : text.append('\n').append(Markdown.text(comment)).append('\n');
  }

  private String remark(FieldDescriptor field) {
    String remark = comments.of(field);
    if (field.getOptions().getDeprecated()) {
      remark = "Deprecated. " + remark;
    }
    if (field.getRealContainingOneof() != null) {
      remark = "Of the oneof " + field.getRealContainingOneof().getName() + ". " + remark;
    } else if (field.getContainingOneof() != null) {
      remark = "Optional. " + remark;
    }
    return remark.strip();
  }

  private String type(FieldDescriptor field) {
    if (field.isMapField()) {
      Descriptor entry = field.getMessageType();
      return "map of "
          + single(entry.findFieldByNumber(1))
          + " to "
          + single(entry.findFieldByNumber(2));
    }
    return field.isRepeated() ? "list of " + single(field) : single(field);
  }

  private String single(FieldDescriptor field) {
    return switch (field.getType()) {
      case MESSAGE, GROUP -> link(field.getMessageType());
      case ENUM -> link(field.getEnumType());
      case INT64, UINT64, SINT64, FIXED64, SFIXED64 -> name(field) + " (text)";
      case BYTES -> "bytes (base64)";
      default -> name(field);
    };
  }

  private static String name(FieldDescriptor field) {
    return field.toProto().getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
  }
}
