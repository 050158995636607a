package io.farmgate.adapter.http.resource.opencue;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A query parameter.
 *
 * @param expected what a value has to be, for messages
 * @param parse answers nothing for a text that is no such value
 */
record Parameter<V>(String name, String expected, Function<String, Optional<V>> parse) {
  /** As JSON has them: no plus, and no digits of other scripts. */
  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

  /** One of a few words. */
  static <V> Parameter<V> word(String name, Map<String, V> words) {
    return new Parameter<>(
        name,
        "one of " + String.join(", ", words.keySet()),
        text -> Optional.ofNullable(words.get(text)));
  }

  /** Some of a few words, with commas; what they stand for comes together. */
  static <V> Parameter<Set<V>> words(String name, Map<String, Set<V>> words) {
    return new Parameter<>(
        name,
        "some of " + String.join(", ", words.keySet()) + ", with commas",
        text -> {
          Set<V> all = new LinkedHashSet<>();
          for (String word : text.split(",", -1)) {
            Set<V> meant = words.get(word);
            if (meant == null) {
              return Optional.empty();
            }
            all.addAll(meant);
          }
          return Optional.of(all);
        });
  }

  /** Texts with commas, none of them blank. */
  static Parameter<Set<String>> texts(String name) {
    return new Parameter<>(
        name,
        "one or more texts, with commas",
        text -> {
          Set<String> texts = new LinkedHashSet<>(List.of(text.split(",", -1)));
          return texts.stream().anyMatch(String::isBlank) ? Optional.empty() : Optional.of(texts);
        });
  }

  /** A whole number in digits. */
  static Parameter<Integer> number(String name, int least, int most) {
    return new Parameter<>(
        name,
        "a whole number from " + least + " to " + most,
        text -> {
          if (!DIGITS.matcher(text).matches()) {
            return Optional.empty();
          }
          long number = Long.parseLong(text);
          return number >= least && number <= most ? Optional.of((int) number) : Optional.empty();
        });
  }

  /** Names of members of what is told. */
  static Parameter<Set<String>> members(Shape<?> shape) {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    shape.members().forEach(member -> names.put(member.name(), Set.of(member.name())));
    return words("fields", names);
  }
}
