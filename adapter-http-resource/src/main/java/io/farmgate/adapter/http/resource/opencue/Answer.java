package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.http.edge.EdgeExchange;
import java.util.List;
import java.util.function.Consumer;

/** What an operation answers. */
sealed interface Answer {

  /** Returns the HTTP status. */
  default int status() {
    return 200;
  }

  /** One thing. */
  record One<T>(Shape<T> shape, T thing) implements Answer {}

  /**
   * Several things.
   *
   * @param status 201 where they are new
   * @param name of the one member that lists them
   */
  record Several<T>(int status, String name, Shape<T> shape, List<T> things) implements Answer {
    public Several {
      things = List.copyOf(things);
    }

    Several(String name, Shape<T> shape, List<T> things) {
      this(200, name, shape, things);
    }
  }

  /** That it was done; {@code message} says what. */
  record Done(String message) implements Answer {}

  /** An answer that goes on; {@code begin} starts it on a virtual thread. */
  record Live(Consumer<EdgeExchange> begin) implements Answer {}

  /** That it was done to so many. */
  record Changed(String message, int changed) implements Answer {}
}
