package io.farmgate.adapter.http.rpc;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whose bodies may hold nothing that is not known. A request can ask for it too, and cannot be let
 * off. Immutable.
 *
 * @param everyone whether it holds for all callers
 * @param callers what whole subjects of tokens match
 */
public record Strictness(boolean everyone, List<Pattern> callers) {
  /** For requests that ask for it, and nobody else. */
  public static final Strictness ON_REQUEST = new Strictness(false, List.of());

  public Strictness {
    callers = List.copyOf(callers);
  }

  /**
   * Reads it as people write it.
   *
   * @param callers subjects of tokens; an asterisk stands for any characters
   */
  public static Strictness of(boolean everyone, List<String> callers) {
    return new Strictness(everyone, callers.stream().map(Strictness::pattern).toList());
  }

  /** Tells whether it holds for the caller with this subject. */
  boolean holdsFor(String subject) {
    return everyone || callers.stream().anyMatch(each -> each.matcher(subject).matches());
  }

  private static Pattern pattern(String caller) {
    return Pattern.compile(
        Arrays.stream(caller.split("\\*", -1)).map(Pattern::quote).collect(joining(".*")),
        Pattern.DOTALL);
  }
}
