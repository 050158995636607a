package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The query of a call, every part of which is known to be right. */
final class Query {
  private final Map<String, String> texts;

  private Query(Map<String, String> texts) {
    this.texts = texts;
  }

  /**
   * Checks what was sent. What nobody asks for is refused: a misspelt filter that is passed over
   * would answer everything.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} that names all that is wrong
   */
  static Query of(Map<String, List<String>> sent, List<Parameter<?>> known) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<Violation> wrong = new ArrayList<>();
    sent.forEach((name, values) -> {
      Optional<Parameter<?>> parameter =
          known.stream().filter(one -> one.name().equals(name)).findFirst();
      String text = values.getFirst();
      if (parameter.isEmpty()) {
        wrong.add(new Violation(Echo.quoted(name), "no such query parameter" + expected(known)));
      } else if (values.size() > 1) {
        wrong.add(new Violation(name, "given " + values.size() + " times (expected: once)"));
      } else if (parameter.get().parse().apply(text).isEmpty()) {
        wrong.add(
            new Violation(
                name, Echo.quoted(text) + " (expected: " + parameter.get().expected() + ")"));
      } else {
        texts.put(name, text);
      }
    });
    if (wrong.isEmpty()) {
      return new Query(texts);
    }
    throw new FarmException(
        new FarmFailure.Invalid(
            wrong.size() == 1
                ? wrong.getFirst().where() + ": " + wrong.getFirst().problem()
                : "query: " + wrong.size() + " problems",
            wrong));
  }

  private static String expected(List<Parameter<?>> known) {
    return known.isEmpty()
        ? " (expected: none here)"
        : " (expected: " + String.join(", ", known.stream().map(Parameter::name).toList()) + ")";
  }

  /** Returns the value of a parameter, where it was sent. */
  <V> Optional<V> get(Parameter<V> parameter) {
    return Optional.ofNullable(texts.get(parameter.name()))
        .flatMap(text -> parameter.parse().apply(text));
  }

  /** Returns what was sent, but for the parameters of these names. */
  Map<String, String> without(Set<String> names) {
    Map<String, String> rest = new TreeMap<>(texts);
    rest.keySet().removeAll(names);
    return rest;
  }
}
