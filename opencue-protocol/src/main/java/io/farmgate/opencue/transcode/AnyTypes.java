package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The message types that a {@code google.protobuf.Any} may hold: a registry that is closed before
 * the first conversion.
 *
 * <p>A type URL names a type by what follows its last slash; the rest of it is kept and not looked
 * at. Nothing is ever fetched. An Any of another type can be neither written nor read, and is an
 * error of that one conversion.
 *
 * <p>Immutable; thread-safe.
 */
public final class AnyTypes {
  private static final AnyTypes NONE = new AnyTypes(Map.of());

  private final Map<String, Descriptor> byName;

  private AnyTypes(Map<String, Descriptor> byName) {
    this.byName = byName;
  }

  /** Returns a registry without types: only an Any that is not set, or empty, can be converted. */
  public static AnyTypes none() {
    return NONE;
  }

  /**
   * Returns a registry of {@code types}, well-known ones too if they are listed.
   *
   * @throws IllegalArgumentException if two different types have one full name
   */
  public static AnyTypes of(Collection<Descriptor> types) {
    Map<String, Descriptor> byName = new LinkedHashMap<>();
    for (Descriptor type : types) {
      Descriptor before = byName.put(type.getFullName(), type);
      if (before != null && before != type) {
        throw new IllegalArgumentException(
            type.getFullName() + ": two types of this name (expected: one)");
      }
    }
    return new AnyTypes(byName);
  }

  List<Descriptor> types() {
    return List.copyOf(byName.values());
  }
}
