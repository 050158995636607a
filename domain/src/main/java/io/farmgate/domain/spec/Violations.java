package io.farmgate.domain.spec;

import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmFailure.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Gathers what is wrong with a submission. */
final class Violations {
  private final List<Violation> found = new ArrayList<>();

  void add(String where, String problem) {
    found.add(new Violation(where, problem));
  }

  /** Adds a problem unless {@code fine}. */
  void unless(boolean fine, String where, Object value, String expected) {
    if (!fine) {
      add(where, value + " (expected: " + expected + ")");
    }
  }

  void name(NameRule rule, String where, String name) {
    rule.problem(name).ifPresent(problem -> add(where, problem));
  }

  /** Checks free text: no NUL, which neither a command line nor a database can carry. */
  void text(String where, String text, int longest) {
    if (text.length() > longest) {
      add(where, text.length() + " characters (expected: at most " + longest + ")");
    }
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      add(where, "a NUL character at column " + (nul + 1) + " (expected: none)");
    }
  }

  void words(String where, Collection<String> words, int longest) {
    for (String word : words) {
      text(where, word, longest);
      if (word.isBlank()) {
        add(where, "a blank entry (expected: none)");
      }
    }
  }

  void environment(String where, Map<String, String> environment, int longest) {
    environment.forEach((name, value) -> {
      if (name.isBlank() || name.indexOf('=') >= 0) {
        add(where, Echo.quoted(name) + " (expected: a variable's name, without '=')");
      }
      text(where, name, longest);
      text(where + "." + Echo.quoted(name), value, longest);
    });
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  int size() {
    return found.size();
  }

  List<Violation> all() {
    return List.copyOf(found);
  }
}
