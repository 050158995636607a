package io.farmgate.adapter.http.rpc;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Whose bodies may hold nothing that is not known. A request can ask for it too, and cannot be let
 * off. Immutable.
 *
 * @param everyone whether it holds for all callers
 * @param callers subjects of tokens; an asterisk stands for any characters
 */
public record Strictness(boolean everyone, List<String> callers) {
  /** For requests that ask for it, and nobody else. */
  public static final Strictness ON_REQUEST = new Strictness(false, List.of());

  public Strictness {
    callers = List.copyOf(callers);
  }

  /** Tells whether it holds for the caller with this subject. */
  boolean holdsFor(String subject) {
    return everyone || callers.stream().anyMatch(pattern -> matches(pattern, subject));
  }

  private static boolean matches(String pattern, String subject) {
    StringBuilder regex = new StringBuilder();
    for (String part : pattern.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(subject).matches();
  }
}
