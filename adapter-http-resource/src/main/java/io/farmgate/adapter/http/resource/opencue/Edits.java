package io.farmgate.adapter.http.resource.opencue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What a body changes of one thing, gathered member by member. What is not sent stays. */
final class Edits<S> {
  private final Members body;
  private final List<UnaryOperator<S>> all = new ArrayList<>();

  Edits(Members body) {
    this.body = body;
  }

  Edits<S> text(String name, BiFunction<S, String, S> set) {
    return add(body.text(name), set);
  }

  /** A whole number from 0. */
  Edits<S> number(String name, int most, BiFunction<S, Integer, S> set) {
    return add(body.number(name, 0, most), set);
  }

  /** A whole number from 0, or null, which takes away what was set. */
  Edits<S> numberOrNull(String name, int most, BiFunction<S, Optional<Integer>, S> set) {
    if (body.isNull(name)) {
      all.add(before -> set.apply(before, Optional.empty()));
      return this;
    }
    return add(
        body.number(name, 0, most), (before, given) -> set.apply(before, Optional.of(given)));
  }

  private <T> Edits<S> add(Optional<T> value, BiFunction<S, T, S> set) {
    value.ifPresent(given -> all.add(before -> set.apply(before, given)));
    return this;
  }

  /** Returns all of it together; nothing where nothing is changed. */
  Optional<UnaryOperator<S>> together() {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(before -> {
          S after = before;
          for (UnaryOperator<S> edit : all) {
            after = edit.apply(after);
          }
          return after;
        });
  }
}
