package io.farmgate.adapter.http.resource.opencue;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A query parameter.
 *
 * @param expected what a value has to be, for messages
 * @param parse answers nothing for a text that is no such value
 */
record Parameter<V>(String name, String expected, Function<String, Optional<V>> parse) {

  /** One of a few words. */
  static <V> Parameter<V> word(String name, Map<String, V> words) {
    return new Parameter<>(
        name,
        "one of " + String.join(", ", words.keySet()),
        text -> Optional.ofNullable(words.get(text)));
  }
}
