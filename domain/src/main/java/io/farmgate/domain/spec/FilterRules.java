package io.farmgate.domain.spec;

import io.farmgate.domain.Cores;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What the parts of a filter must look like before any farm takes them. */
public final class FilterRules {
  private static final int LONGEST_INPUT = 256;

  private FilterRules() {}

  /**
   * Refuses a rule that can match nothing, or is too long.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void check(MatchRule rule) {
    String input = rule.input();
    if (input.isEmpty() || input.length() > LONGEST_INPUT || input.indexOf('\0') >= 0) {
      throw invalid(
          "matcher input: "
              + input.length()
              + " characters (expected: 1 to "
              + LONGEST_INPUT
              + ", none of them NUL)");
    }
    if (rule.kind() == MatchRule.Kind.REGEX) {
      try {
        Pattern.compile(input);
      } catch (PatternSyntaxException e) {
        throw invalid("matcher input: '" + input + "' (expected: a regular expression)");
      }
    }
  }

  /**
   * Refuses an edit that no job can have. Whether a group is one of the show only the farm can
   * tell.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void check(JobEdit edit) {
    switch (edit) {
      case JobEdit.MoveToGroup move -> {}
      case JobEdit.SetPaused set -> {}
      case JobEdit.SetMemoryOptimizer set -> {}
      case JobEdit.Stop stop -> {}
      case JobEdit.SetPriority set -> {
        if (set.priority() < 0) {
          throw invalid("priority: " + set.priority() + " (expected: 0 or more)");
        }
      }
      case JobEdit.SetMinCores set -> cores(set.cores());
      case JobEdit.SetMaxCores set -> cores(set.cores());
      case JobEdit.SetLayerMinCores set -> cores(set.cores());
      case JobEdit.SetLayerMaxCores set -> cores(set.cores());
      case JobEdit.SetTags set -> tags(set.tags());
      case JobEdit.SetMemory set -> {
        if (set.bytes() < 0 || set.bytes() > SubmissionRules.MAX_MEMORY_BYTES) {
          throw invalid(
              "memory: "
                  + set.bytes()
                  + " bytes (expected: 0 to "
                  + SubmissionRules.MAX_MEMORY_BYTES
                  + ")");
        }
      }
    }
  }

  private static void cores(Cores cores) {
    if (cores.compareTo(SubmissionRules.MAX_CORES) > 0) {
      throw invalid(
          "cores: "
              + cores.hundredths() / 100
              + " (expected: at most "
              + SubmissionRules.MAX_CORES.hundredths() / 100
              + ")");
    }
  }

  private static void tags(List<String> tags) {
    if (tags.isEmpty()) {
      throw invalid("tags: none (expected: one at least)");
    }
    tags.forEach(tag -> NameRule.TAG.check("tag", tag));
  }

  private static FarmException invalid(String message) {
    return new FarmException(new FarmFailure.Invalid(message));
  }
}
