package io.farmgate.adapter.http.resource.opencue;

import java.util.List;

/** What an operation answers, all of it with status 200. */
sealed interface Answer {

  /** One thing. */
  record One<T>(Shape<T> shape, T thing) implements Answer {}

  /**
   * Several things.
   *
   * @param name of the one member that lists them
   */
  record Several<T>(String name, Shape<T> shape, List<T> things) implements Answer {
    public Several {
      things = List.copyOf(things);
    }
  }

  /** That it was done; {@code message} says what. */
  record Done(String message) implements Answer {}
}
