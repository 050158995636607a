package io.farmgate.opencue.protocol;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds to a known type what a newer version of it has more. Nothing that is known is changed or
 * taken away, so that what was written for the known type goes on to work. Conflicts are told to
 * {@code problems}; the answer is of no use then.
 */
final class TypeMerge {
  private TypeMerge() {}

  static DescriptorProto messages(Descriptor known, Descriptor newer, List<String> problems) {
    Compatibility.addFields(known, newer, problems);
    DescriptorProto.Builder merged = known.toProto().toBuilder();
    for (FieldDescriptor field : newer.getFields()) {
      if (known.findFieldByNumber(field.getNumber()) == null
          && known.findFieldByName(field.getName()) == null) {
        merged.addField(inItsOneof(field, merged));
      }
    }
    realOneofsFirst(merged);
    for (Descriptor inner : newer.getNestedTypes()) {
      Descriptor same = known.findNestedTypeByName(inner.getName());
      if (same == null) {
        merged.addNestedType(inner.toProto());
      } else {
        merged.setNestedType(same.getIndex(), messages(same, inner, problems));
      }
    }
    for (EnumDescriptor inner : newer.getEnumTypes()) {
      EnumDescriptor same = known.findEnumTypeByName(inner.getName());
      if (same == null) {
        merged.addEnumType(inner.toProto());
      } else {
        merged.setEnumType(same.getIndex(), enums(same, inner, problems));
      }
    }
    return merged.build();
  }

  static EnumDescriptorProto enums(
      EnumDescriptor known, EnumDescriptor newer, List<String> problems) {
    Compatibility.addValues(known, newer, problems);
    EnumDescriptorProto.Builder merged = known.toProto().toBuilder();
    for (EnumValueDescriptor value : newer.getValues()) {
      if (known.findValueByName(value.getName()) == null) {
        merged.addValue(value.toProto());
        if (newer.toProto().getOptions().getAllowAlias()) {
          merged.getOptionsBuilder().setAllowAlias(true);
        }
      }
    }
    return merged.build();
  }

  static ServiceDescriptorProto services(
      ServiceDescriptor known, ServiceDescriptor newer, List<String> problems) {
    Compatibility.addMethods(known, newer, problems);
    ServiceDescriptorProto.Builder merged = known.toProto().toBuilder();
    for (MethodDescriptor method : newer.getMethods()) {
      if (known.findMethodByName(method.getName()) == null) {
        merged.addMethod(method.toProto());
      }
    }
    return merged.build();
  }

  /** A field names its oneof by position, which another version of the message has elsewhere. */
  private static FieldDescriptorProto inItsOneof(
      FieldDescriptor field, DescriptorProto.Builder message) {
    if (field.getContainingOneof() == null) {
      return field.toProto();
    }
    OneofDescriptorProto oneof = field.getContainingOneof().toProto();
    List<String> names =
        message.getOneofDeclList().stream().map(OneofDescriptorProto::getName).toList();
    int position = names.indexOf(oneof.getName());
    if (position < 0) {
      position = names.size();
      message.addOneofDecl(oneof);
    }
    return field.toProto().toBuilder().setOneofIndex(position).build();
  }

  /** Those that the compiler made for "optional" have to stand last. */
  private static void realOneofsFirst(DescriptorProto.Builder message) {
    Set<Integer> made = new HashSet<>();
    for (FieldDescriptorProto field : message.getFieldList()) {
      if (field.getProto3Optional()) {
        made.add(field.getOneofIndex());
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < message.getOneofDeclCount(); i++) {
      if (!made.contains(i)) {
        order.add(i);
      }
    }
    made.stream().sorted().forEach(order::add);
    List<OneofDescriptorProto> oneofs = order.stream().map(message::getOneofDecl).toList();
    message.clearOneofDecl().addAllOneofDecl(oneofs);
    for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
      if (field.hasOneofIndex()) {
        field.setOneofIndex(order.indexOf(field.getOneofIndex()));
      }
    }
  }
}
