package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How messages look as JSON: the standard form, or a profile that departs from it.
 *
 * <p>{@link #compile} turns a shape and a message type into a converter. Tables are made once per
 * message type, shared by all converters of the shape, and kept as long as the shape is: compile
 * everything from one shape object at start, and then let it go.
 *
 * <p>Immutable as far as a caller can see; thread-safe.
 */
public final class OutputShape {
  private final WireLimits limits;
  private final OutputCompiler compiler;

  private OutputShape(WireLimits limits, Settings settings, AnyTypes anyTypes) {
    this.limits = limits;
    this.compiler = new OutputCompiler(settings, anyTypes);
  }

  /**
   * What a shape changes, by full names: descriptors of one type may come from several pools.
   *
   * @param renamed output names by field
   * @param replaced computed values by field
   * @param added computed members by message type, in the order of their addition
   */
  record Settings(
      boolean protoNames,
      boolean unwrapsSeq,
      Map<String, String> renamed,
      Map<String, ComputedValue> replaced,
      Map<String, Map<String, ComputedValue>> added) {}

  /** Returns a new shape with the Go gateway's form. */
  public static OutputShape standard() {
    return builder().build();
  }

  /** Starts from the standard form. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Prepares a message type for writing.
   *
   * @throws IllegalArgumentException if the type, or one that it reaches, is not supported (see the
   *     package's description), or if two members of one object would have the same name
   */
  public WireToJson compile(Descriptor type) {
    return new WireToJson(compiler.table(type), limits);
  }

  /** Collects what a shape changes. Not thread-safe. */
  public static final class Builder {
    private WireLimits limits = WireLimits.DEFAULT;
    private AnyTypes anyTypes = AnyTypes.none();
    private boolean protoNames;
    private boolean unwrapsSeq;
    private final Map<String, String> renamed = new HashMap<>();
    private final Map<String, ComputedValue> replaced = new HashMap<>();
    private final Map<String, Map<String, ComputedValue>> added = new HashMap<>();

    private Builder() {}

    public Builder limits(WireLimits limits) {
      this.limits = limits;
      return this;
    }

    /** Takes the types that a {@code google.protobuf.Any} may hold; none if not called. */
    public Builder anyTypes(AnyTypes types) {
      anyTypes = types;
      return this;
    }

    /** Names members as in the .proto file (snake_case), not in lowerCamelCase. */
    public Builder protoNames() {
      protoNames = true;
      return this;
    }

    /**
     * Writes a field as a bare list if its type is a message whose name ends in {@code Seq} and
     * which has one field, a list: <code>{"jobs":{"jobs":[..]}}</code> becomes {@code
     * {"jobs":[..]}}. When such a field is not set, the list is empty. Lists and maps of such
     * messages stay as they are, and so do messages with computed members.
     */
    public Builder unwrapSeq() {
      unwrapsSeq = true;
      return this;
    }

    /**
     * Gives a field another name in the JSON.
     *
     * @throws IllegalArgumentException if it was given one before
     */
    public Builder rename(FieldDescriptor field, String name) {
      once(renamed.put(field.getFullName(), name), field.getFullName());
      return this;
    }

    /**
     * Writes {@code value} in place of a field's own, set or not.
     *
     * @throws IllegalArgumentException if it was replaced before
     */
    public Builder replace(FieldDescriptor field, ComputedValue value) {
      once(replaced.put(field.getFullName(), value), field.getFullName());
      return this;
    }

    /**
     * Adds a member behind those of the message, in the order of the calls.
     *
     * @throws IllegalArgumentException if the type was given a member of that name before
     */
    public Builder add(Descriptor type, String name, ComputedValue value) {
      Map<String, ComputedValue> members =
          added.computeIfAbsent(type.getFullName(), any -> new LinkedHashMap<>());
      once(members.put(name, value), type.getFullName() + "." + name);
      return this;
    }

    private static void once(@Nullable Object before, String what) {
      if (before != null) {
        throw new IllegalArgumentException(what + ": given twice");
      }
    }

    public OutputShape build() {
      Map<String, Map<String, ComputedValue>> members = new HashMap<>();
      added.forEach((type, map) -> members.put(type, new LinkedHashMap<>(map)));
      return new OutputShape(
          limits,
          new Settings(protoNames, unwrapsSeq, Map.copyOf(renamed), Map.copyOf(replaced), members),
          anyTypes);
    }
  }
}
