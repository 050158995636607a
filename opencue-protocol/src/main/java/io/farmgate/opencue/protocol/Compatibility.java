package io.farmgate.opencue.protocol;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells whether what was written for one version of a type still works with another one: every name
 * that both have must have the same number and type, and every number the same name. What only one
 * of them has is no conflict. Types are compared by name, so that the two may come from different
 * descriptor pools.
 */
public final class Compatibility {
  private Compatibility() {}

  /**
   * Compares two versions of a message and of every message and enum that the known one reaches.
   *
   * @return one sentence a conflict; empty where there is none
   */
  public static List<String> conflicts(Descriptor known, Descriptor other) {
    List<String> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<Descriptor[]> open = new ArrayDeque<>();
    open.add(new Descriptor[] {known, other});
    while (!open.isEmpty()) {
      Descriptor[] pair = open.remove();
      if (!seen.add(pair[0].getFullName())) {
        continue;
      }
      if (!pair[0].getFullName().equals(pair[1].getFullName())) {
        problems.add(pair[0].getFullName() + ": is " + pair[1].getFullName());
        continue;
      }
      addFields(pair[0], pair[1], problems);
      for (FieldDescriptor field : pair[0].getFields()) {
        FieldDescriptor same = pair[1].findFieldByNumber(field.getNumber());
        if (same == null || field.getType() != same.getType()) {
          continue;
        }
        if (field.getType() == FieldDescriptor.Type.MESSAGE) {
          open.add(new Descriptor[] {field.getMessageType(), same.getMessageType()});
        } else if (field.getType() == FieldDescriptor.Type.ENUM
            && seen.add(field.getEnumType().getFullName())) {
          addValues(field.getEnumType(), same.getEnumType(), problems);
        }
      }
    }
    return problems;
  }

  /** Compares the fields of two versions of a message, but not what lies in it. */
  static void addFields(Descriptor known, Descriptor other, List<String> problems) {
    for (FieldDescriptor field : known.getFields()) {
      FieldDescriptor byNumber = other.findFieldByNumber(field.getNumber());
      FieldDescriptor byName = other.findFieldByName(field.getName());
      if (byName != null && byName.getNumber() != field.getNumber()) {
        problems.add(
            field.getFullName()
                + (": the number was " + field.getNumber())
                + (" and is " + byName.getNumber()));
      } else if (byNumber != null && byName == null) {
        problems.add(
            known.getFullName()
                + (": the number " + field.getNumber() + " was " + field.getName())
                + (" and is " + byNumber.getName()));
      } else if (byNumber != null && !form(field).equals(form(byNumber))) {
        problems.add(field.getFullName() + ": was " + form(field) + " and is " + form(byNumber));
      }
    }
  }

  /** Compares two versions of an enum. */
  static void addValues(EnumDescriptor known, EnumDescriptor other, List<String> problems) {
    for (EnumValueDescriptor value : known.getValues()) {
      EnumValueDescriptor byName = other.findValueByName(value.getName());
      EnumValueDescriptor byNumber = other.findValueByNumber(value.getNumber());
      if (byName != null && byName.getNumber() != value.getNumber()) {
        problems.add(
            known.getFullName()
                + ("." + value.getName() + ": the number was " + value.getNumber())
                + (" and is " + byName.getNumber()));
      } else if (byNumber != null && byName == null) {
        problems.add(
            known.getFullName()
                + (": the number " + value.getNumber() + " was " + value.getName())
                + (" and is " + byNumber.getName()));
      }
    }
  }

  /** Compares two versions of a service; here a method that is gone is a conflict. */
  static void addMethods(ServiceDescriptor known, ServiceDescriptor other, List<String> problems) {
    for (MethodDescriptor method : known.getMethods()) {
      String name = known.getFullName() + '/' + method.getName();
      MethodDescriptor same = other.findMethodByName(method.getName());
      if (same == null) {
        problems.add(name + ": removed");
      } else if (!form(method).equals(form(same))) {
        problems.add(name + ": was " + form(method) + " and is " + form(same));
      }
    }
  }

  private static String form(MethodDescriptor method) {
    return (method.isClientStreaming() ? "stream of " : "")
        + method.getInputType().getFullName()
        + " returns "
        + (method.isServerStreaming() ? "stream of " : "")
        + method.getOutputType().getFullName();
  }

  /** All that a client can see of a field beside its name and number, as text. */
  private static String form(FieldDescriptor field) {
    String type =
        switch (field.getJavaType()) {
          case MESSAGE -> field.getMessageType().getFullName();
          case ENUM -> field.getEnumType().getFullName();
          case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
              field.getType().name().toLowerCase(Locale.ROOT);
        };
    OneofDescriptor oneof = field.getRealContainingOneof();
    String presence =
        oneof != null
            ? " in the oneof " + oneof.getName()
            : field.getContainingOneof() != null ? " (optional)" : "";
    String kind = field.isMapField() ? "map " : field.isRepeated() ? "repeated " : "";
    return kind + type + presence + " (in JSON: " + field.getJsonName() + ")";
  }
}
