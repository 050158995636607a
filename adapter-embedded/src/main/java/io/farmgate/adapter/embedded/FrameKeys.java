package io.farmgate.adapter.embedded;

import io.farmgate.domain.FrameId;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The ids of frames.
 *
 * <p>A million frames with a random id each would need an index of a hundred megabytes. So a
 * frame's id is made of its job's random id (the first half) and its row (the second), in the form
 * of a version 8 UUID, and needs no column and no index.
 */
final class FrameKeys {
  private static final long VERSION_MASK = 0xF000L;
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long ROW_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

  private FrameKeys() {}

  /** Returns the id of the frame in {@code row} of the job with {@code jobKey}. */
  static FrameId id(String jobKey, long row) {
    return new FrameId(new UUID(half(UUID.fromString(jobKey)), VARIANT | row).toString());
  }

  /** Returns the row that {@code id} names, if it has the form of an id at all. */
  static OptionalLong row(FrameId id) {
    try {
      UUID uuid = UUID.fromString(id.value());
      boolean ours = uuid.variant() == 2 && uuid.toString().equals(id.value());
      return ours
          ? OptionalLong.of(uuid.getLeastSignificantBits() & ROW_MASK)
          : OptionalLong.empty();
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  private static long half(UUID job) {
    return (job.getMostSignificantBits() & ~VERSION_MASK) | VERSION_8;
  }
}
