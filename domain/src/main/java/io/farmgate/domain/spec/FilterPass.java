package io.farmgate.domain.spec;

import io.farmgate.domain.Filter;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.MatchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Sends a job through filters: says what is to be done to it, and changes nothing. */
public final class FilterPass {
  private FilterPass() {}

  /**
   * What filters look at.
   *
   * @param services of all layers
   */
  public record Facts(
      String name,
      String show,
      String shot,
      String user,
      int priority,
      String facility,
      List<String> services,
      List<String> layers) {
    public Facts {
      services = List.copyOf(services);
      layers = List.copyOf(layers);
    }

    private Facts withPriority(int changed) {
      return new Facts(name, show, shot, user, changed, facility, services, layers);
    }
  }

  /** A filter with all that it is made of. */
  public record Whole(Filter.Quorum quorum, List<MatchRule> rules, List<JobEdit> edits) {
    public Whole {
      rules = List.copyOf(rules);
      edits = List.copyOf(edits);
    }
  }

  /** Returns the edits of the filters that match, in their order, up to a {@link JobEdit.Stop}. */
  public static List<JobEdit> edits(Facts job, List<Whole> filters) {
    List<JobEdit> edits = new ArrayList<>();
    Facts now = job;
    for (Whole filter : filters) {
      if (!matches(filter, now)) {
        continue;
      }
      for (JobEdit edit : filter.edits()) {
        if (edit instanceof JobEdit.Stop) {
          return edits;
        }
        if (edit instanceof JobEdit.SetPriority set) {
          // Later filters see the job as it will be.
          now = now.withPriority(set.priority());
        }
        edits.add(edit);
      }
    }
    return edits;
  }

  private static boolean matches(Whole filter, Facts job) {
    Predicate<MatchRule> holds = rule -> holds(rule, job);
    return switch (filter.quorum()) {
      case ANY -> filter.rules().stream().anyMatch(holds);
      case ALL -> !filter.rules().isEmpty() && filter.rules().stream().allMatch(holds);
    };
  }

  private static boolean holds(MatchRule rule, Facts job) {
    List<String> values =
        switch (rule.subject()) {
          case JOB_NAME -> List.of(lower(job.name()));
          case SHOW -> List.of(lower(job.show()));
          case SHOT -> List.of(lower(job.shot()));
          case USER -> List.of(lower(job.user()));
          case FACILITY -> List.of(lower(job.facility()));
          case PRIORITY -> List.of(Integer.toString(job.priority()));
          case SERVICE_NAME -> job.services();
          case LAYER_NAME -> job.layers();
        };
    String input = rule.input();
    Stream<String> each = values.stream();
    return switch (rule.kind()) {
      case CONTAINS -> each.anyMatch(value -> value.contains(input));
      case DOES_NOT_CONTAIN -> each.noneMatch(value -> value.contains(input));
      case IS -> each.anyMatch(input::equals);
      case IS_NOT -> each.noneMatch(input::equals);
      case BEGINS_WITH -> each.anyMatch(value -> value.startsWith(input));
      case ENDS_WITH -> each.anyMatch(value -> value.endsWith(input));
      case REGEX -> found(input, values);
    };
  }

  /** What is no regular expression, or never comes to an end, matches nothing. */
  private static boolean found(String input, List<String> values) {
    try {
      Pattern pattern = Pattern.compile(input);
      return values.stream().anyMatch(value -> pattern.matcher(new Bounded(value)).find());
    } catch (PatternSyntaxException | TooLong e) {
      return false;
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Some expressions look at a text of a hundred letters more often than there is time for. */
  private static final class Bounded implements CharSequence {
    private static final int MOST_LOOKS = 1_000_000;

    private final String text;
    private int looks;

    Bounded(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++looks > MOST_LOOKS) {
        throw new TooLong();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLong() {
      super("a regular expression takes too long", null, false, false);
    }
  }
}
