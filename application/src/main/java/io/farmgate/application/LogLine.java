package io.farmgate.application;

import java.util.function.BiConsumer;

/**
 * What one line of the log tells, to be logged as the only argument of the pattern "{}". It becomes
 * text where the log is written, many at once, and not on the thread of the request, which does
 * less for each and has somebody who waits. Immutable. Thousands may wait where the log is not
 * taken, so it holds short texts only: what came from outside is cut before it is put in.
 */
public interface LogLine {
  /** Hands over what the line is about, by names, for a log that others read by program. */
  void members(BiConsumer<String, Object> member);

  /** Returns the line as people read it. */
  @Override
  String toString();
}
