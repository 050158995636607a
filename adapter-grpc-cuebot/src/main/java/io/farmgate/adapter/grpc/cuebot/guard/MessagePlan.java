package io.farmgate.adapter.grpc.cuebot.guard;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to look at in a message: its enums, texts and messages, and numbers that have a rule. */
final class MessagePlan {
  private final Map<Integer, Field> fields = new HashMap<>();

  private MessagePlan() {}

  /** One field that is looked at; at most one of the last three is there. */
  record Field(
      FieldDescriptor descriptor,
      @Nullable MessagePlan nested,
      @Nullable NumberRule number,
      @Nullable TextRule text) {}

  /** The rules of a table, by the full names of fields. */
  record Rules(Map<String, NumberRule> numbers, Map<String, TextRule> texts) {}

  /**
   * Makes the plan of a message, and of those in it.
   *
   * @param made those that are made already, since a message may have itself in it
   */
  static MessagePlan of(Descriptor message, Rules rules, Map<Descriptor, MessagePlan> made) {
    MessagePlan known = made.get(message);
    if (known != null) {
      return known;
    }
    MessagePlan plan = new MessagePlan();
    made.put(message, plan);
    for (FieldDescriptor field : message.getFields()) {
      NumberRule number = rules.numbers().get(field.getFullName());
      boolean isMessage = field.getJavaType() == JavaType.MESSAGE;
      if (isMessage
          || number != null
          || field.getJavaType() == JavaType.ENUM
          || field.getJavaType() == JavaType.STRING) {
        plan.fields.put(
            field.getNumber(),
            new Field(
                field,
                isMessage ? of(field.getMessageType(), rules, made) : null,
                number,
                rules.texts().get(field.getFullName())));
      }
    }
    return plan;
  }

  @Nullable Field field(int number) {
    return fields.get(number);
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }
}
