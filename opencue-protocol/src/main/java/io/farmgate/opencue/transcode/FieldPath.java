package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;

/**
 * A way from a message to a singular field in it or in a message within it, as {@code
 * job_stats.pending_frames}, for {@link MessageView}. Immutable.
 */
public final class FieldPath {
  /**
   * One step.
   *
   * @param tag the tag of the field's values
   * @param rivals the tags of the other members of its oneof
   */
  record Step(int tag, List<Integer> rivals) {}

  private final String text;
  private final List<Step> steps;
  private final FieldDescriptor last;

  private FieldPath(String text, List<Step> steps, FieldDescriptor last) {
    this.text = text;
    this.steps = List.copyOf(steps);
    this.last = last;
  }

  /**
   * Finds the way.
   *
   * @param path field names as in the .proto file, joined by points
   * @throws IllegalArgumentException if a name is not a field, if a field on the way is not a
   *     message, or if one is a list or map
   */
  public static FieldPath of(Descriptor start, String path) {
    List<Step> steps = new ArrayList<>();
    FieldDescriptor field = null;
    for (String name : path.split("\\.", -1)) {
      if (field != null && field.getType() != FieldDescriptor.Type.MESSAGE) {
        throw new IllegalArgumentException(
            "path " + path + ": " + field.getFullName() + " is not a message");
      }
      Descriptor message = field == null ? start : field.getMessageType();
      field = message.findFieldByName(name);
      if (field == null) {
        throw new IllegalArgumentException(
            "path " + path + ": no field " + name + " in " + message.getFullName());
      }
      if (field.isRepeated()) {
        throw new IllegalArgumentException(
            "path " + path + ": " + field.getFullName() + " is a list or map");
      }
      steps.add(step(field));
    }
    if (field == null) {
      throw new IllegalArgumentException("path: empty");
    }
    return new FieldPath(path, steps, field);
  }

  private static Step step(FieldDescriptor field) {
    List<Integer> rivals = new ArrayList<>();
    if (field.getRealContainingOneof() != null) {
      for (FieldDescriptor member : field.getRealContainingOneof().getFields()) {
        if (member != field) {
          rivals.add(WireTags.of(member));
        }
      }
    }
    return new Step(WireTags.of(field), List.copyOf(rivals));
  }

  Step step(int index) {
    return steps.get(index);
  }

  int length() {
    return steps.size();
  }

  /** The field at the end of the path. */
  FieldDescriptor last() {
    return last;
  }

  @Override
  public String toString() {
    return text;
  }
}
