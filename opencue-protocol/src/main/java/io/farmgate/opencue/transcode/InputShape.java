package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.Descriptor;

/**
 * How JSON is read as messages: the Go gateway's rules, within {@link JsonLimits}.
 *
 * <p>{@link #compile} makes a converter for a message type. Tables are made once per message type
 * and shared by all converters of the shape, so compile everything from one shape object at start.
 *
 * <p>Immutable as far as a caller can see; thread-safe.
 */
public final class InputShape {
  private static final InputShape STANDARD = new InputShape(JsonLimits.DEFAULT);

  private final JsonLimits limits;
  private final InputCompiler compiler = new InputCompiler();

  private InputShape(JsonLimits limits) {
    this.limits = limits;
  }

  /** Returns the shape with the default limits. */
  public static InputShape standard() {
    return STANDARD;
  }

  /** Returns a shape with other limits. */
  public static InputShape within(JsonLimits limits) {
    return new InputShape(limits);
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
