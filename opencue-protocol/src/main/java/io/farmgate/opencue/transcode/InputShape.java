package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.Descriptor;

/**
 * How JSON is read as messages: the Go gateway's rules, within {@link JsonLimits}.
 *
 * <p>{@link #compile} makes a converter for a message type. Tables are made once per message type,
 * shared by all converters of the shape, and kept as long as the shape is: compile everything from
 * one shape object at start, and then let it go.
 *
 * <p>Immutable as far as a caller can see; thread-safe.
 */
public final class InputShape {
  private final JsonLimits limits;
  private final InputCompiler compiler;

  private InputShape(JsonLimits limits, AnyTypes anyTypes) {
    this.limits = limits;
    this.compiler = new InputCompiler(anyTypes);
  }

  /** Returns a new shape with the default limits. */
  public static InputShape standard() {
    return within(JsonLimits.DEFAULT);
  }

  /** Returns a new shape with other limits. */
  public static InputShape within(JsonLimits limits) {
    return within(limits, AnyTypes.none());
  }

  /** Returns a new shape with other limits, in which an Any may hold messages of {@code types}. */
  public static InputShape within(JsonLimits limits, AnyTypes types) {
    return new InputShape(limits, types);
  }

  /**
   * Prepares a message type for reading.
   *
   * @throws IllegalArgumentException if the type, or one that it reaches, is not supported (see the
   *     package's description)
   */
  public JsonToWire compile(Descriptor type) {
    return new JsonToWire(compiler.table(type), limits);
  }
}
