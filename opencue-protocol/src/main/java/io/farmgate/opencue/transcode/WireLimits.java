package io.farmgate.opencue.transcode;

/**
 * Limits of wire to JSON.
 *
 * @param messageDepth how deep messages may nest below the outermost one, at least 1; a map's entry
 *     and a group count as one level each, as in protobuf
 * @param chunkBytes the most bytes handed to a {@link JsonSink} at once, 1,024 or more
 */
public record WireLimits(int messageDepth, int chunkBytes) {
  /** Nesting as in protobuf's own parsers (100); chunks of 64 KiB. */
  public static final WireLimits DEFAULT = new WireLimits(100, 64 * 1024);

  public WireLimits {
    if (messageDepth < 1 || messageDepth > 1_000) {
      throw new IllegalArgumentException(
          "messageDepth: " + messageDepth + " (expected: 1 to 1000)");
    }
    if (chunkBytes < 1_024 || chunkBytes > 16 * 1024 * 1024) {
      throw new IllegalArgumentException(
          "chunkBytes: " + chunkBytes + " (expected: 1024 to 16777216)");
    }
  }
}
