package io.farmgate.opencue.transcode;

/**
 * Limits of JSON to wire.
 *
 * @param messageDepth how deep messages may nest below the outermost one, 1 to 1,000. The Go
 *     gateway allows 10,000; protobuf's Java parser, which reads the result in Cuebot, allows 100
 * @param jsonDepth how deep arrays and objects may nest in all, members that are skipped included;
 *     1 to 1,000,000. A level that is skipped costs one bit, not a stack frame
 * @param bodyBytes the longest body, in bytes, at least 1
 * @param ignoredPaths how many ignored members are remembered by path, 0 or more; further ones are
 *     only counted
 */
public record JsonLimits(int messageDepth, int jsonDepth, int bodyBytes, int ignoredPaths) {
  /** 100 messages; JSON 10,000 deep as in Go; 64 MiB; 20 paths. */
  public static final JsonLimits DEFAULT = new JsonLimits(100, 10_000, 64 * 1024 * 1024, 20);

  public JsonLimits {
    if (messageDepth < 1 || messageDepth > 1_000) {
      throw new IllegalArgumentException(
          "messageDepth: " + messageDepth + " (expected: 1 to 1000)");
    }
    if (jsonDepth < 1 || jsonDepth > 1_000_000) {
      throw new IllegalArgumentException("jsonDepth: " + jsonDepth + " (expected: 1 to 1000000)");
    }
    if (bodyBytes < 1) {
      throw new IllegalArgumentException("bodyBytes: " + bodyBytes + " (expected: 1 or more)");
    }
    if (ignoredPaths < 0) {
      throw new IllegalArgumentException(
          "ignoredPaths: " + ignoredPaths + " (expected: 0 or more)");
    }
  }
}
