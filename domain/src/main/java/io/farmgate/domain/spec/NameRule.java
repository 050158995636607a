package io.farmgate.domain.spec;

import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the names of new things look like. The letters are OpenCue's, so that work can move between
 * farms, and its lengths are what Cuebot's tables hold.
 *
 * <p>A name ends up in paths, in log lines and on command lines, so beyond OpenCue's rule none
 * begins with a dot or a dash.
 */
public enum NameRule {
  SHOW("\\w{3,36}", "3 to 36 letters, digits and underscores"),
  SHOT("\\w[\\w.-]{2,63}", "3 to 64" + NameRule.WORDS),
  USER("\\w[\\w.-]{0,31}", "1 to 32" + NameRule.WORDS),
  /** The short name; the full one has {@link #LONGEST_JOB} characters at most. */
  JOB("\\w[\\w.-]{2,199}", "3 to 200" + NameRule.WORDS),
  LAYER("\\w[\\w.-]{2,127}", "3 to 128" + NameRule.WORDS),
  DEPARTMENT(
      "\\w([\\w .-]{0,34}[\\w.-])?",
      "1 to 36 letters, digits, underscores, dots, dashes and blanks within, beginning with a letter,"
          + " a digit or an underscore"),
  GROUP("\\w[\\w.-]{0,35}", "1 to 36" + NameRule.WORDS),
  FACILITY("\\w{1,36}", "1 to 36 letters, digits and underscores"),
  /** Without the facility. */
  ALLOCATION("\\w{1,36}", "1 to 36 letters, digits and underscores, without the facility"),
  TAG("\\w[\\w.-]{0,63}", "1 to 64" + NameRule.WORDS),
  SERVICE("\\w[\\w.-]{0,35}", "1 to 36" + NameRule.WORDS),
  FILTER("\\w[\\w.-]{0,63}", "1 to 64" + NameRule.WORDS),
  LIMIT("\\w[\\w.-]{0,63}", "1 to 64" + NameRule.WORDS);

  /** How long a job's full name may be. */
  public static final int LONGEST_JOB = 255;

  private static final String WORDS =
      " letters, digits, underscores, dots and dashes, beginning with none of the last two";

  private final Pattern pattern;
  private final String expected;

  NameRule(String pattern, String expected) {
    this.pattern = Pattern.compile(pattern);
    this.expected = expected;
  }

  /** Returns what is wrong with {@code name}, or nothing. */
  public Optional<String> problem(String name) {
    return pattern.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(Echo.quoted(name) + " (expected: " + expected + ")");
  }

  /**
   * Refuses a name that breaks the rule.
   *
   * @param where what to call the name in the message, such as "show name"
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public void check(String where, String name) {
    problem(name)
        .ifPresent(problem -> {
          throw new FarmException(
              new FarmFailure.Invalid(
                  where + ": " + problem, List.of(new FarmFailure.Violation(where, problem))));
        });
  }
}
