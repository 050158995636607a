package io.farmgate.domain.contract;

import java.util.List;

/**
 * Commands with a known end, in the language that a farm's hosts speak. Each answers a command for
 * a layer.
 */
public interface Work {
  /** Succeeds at once. */
  String succeed();

  /** Fails at once with that exit status, 1 to 125. */
  String fail(int status);

  /** Fails on each frame's first run with that exit status, and succeeds on every later one. */
  String failOnce(int status);

  /**
   * Leaves a line among the {@link #notes} and succeeds.
   *
   * @param words letters, digits, blanks, dashes and the words that {@link
   *     io.farmgate.domain.spec.FrameCommand} replaces
   */
  String note(String words);

  /**
   * Writes a line on its standard output and succeeds.
   *
   * @param words as for {@link #note}
   */
  String say(String words);

  /** Runs until {@link #open} is called for that gate, and then succeeds. */
  String untilOpened(String gate);

  /** Lets all go on that run, or will run, until that gate is opened. */
  void open(String gate);

  /** Returns the notes left until now, in order. */
  List<String> notes();
}
