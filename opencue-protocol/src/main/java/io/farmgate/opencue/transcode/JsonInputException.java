package io.farmgate.opencue.transcode;

/**
 * A JSON body that cannot become the message it is meant to be.
 *
 * <p>{@link #getMessage} is written for the person who sent the body: what was found, what was
 * expected, and where. It repeats at most 40 characters of the body.
 */
public final class JsonInputException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String path;
  private final int line;
  private final int column;
  private final int offset;

  JsonInputException(String problem, String path, int line, int column, int offset) {
    super(
        (path.isEmpty() ? "" : path + ": ")
            + problem
            + " (line "
            + line
            + ", column "
            + column
            + ")");
    this.problem = problem;
    this.path = path;
    this.line = line;
    this.column = column;
    this.offset = offset;
  }

  /** Returns what is wrong, without the place. */
  public String problem() {
    return problem;
  }

  /**
   * Returns the place in the body's structure, such as {@code r.shows[2]}; empty for the body
   * itself. It is printable ASCII: other characters of a key are shown as question marks.
   */
  public String path() {
    return path;
  }

  /** Returns the line, from 1. */
  public int line() {
    return line;
  }

  /** Returns the column in characters (code points), from 1. */
  public int column() {
    return column;
  }

  /** Returns the offset in bytes from the start of the body, from 0. */
  public int offset() {
    return offset;
  }
}
