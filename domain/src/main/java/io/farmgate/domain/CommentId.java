package io.farmgate.domain;

/**
 * Identifies a comment on its farm. The text is the farm's own and is never parsed.
 *
 * @param value not blank
 */
public record CommentId(String value) {
  public CommentId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("comment id: blank (expected: an id that the farm gave)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
