package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.http.edge.EdgeExchange;
import io.farmgate.adapter.http.edge.Refusal;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What an operation answers. */
sealed interface Answer {

  /** Returns the HTTP status. */
  default int status() {
    return 200;
  }

  /**
   * One thing.
   *
   * @param status 201 where it is new
   */
  record One<T>(int status, Shape<T> shape, T thing) implements Answer {
    One(Shape<T> shape, T thing) {
      this(200, shape, thing);
    }
  }

  /**
   * Several things.
   *
   * @param status 201 where they are new
   * @param name of the one member that lists them
   * @param next where more of them are: a cursor
   */
  record Several<T>(int status, String name, Shape<T> shape, List<T> things, Optional<String> next)
      implements Answer {
    public Several {
      things = List.copyOf(things);
    }

    Several(int status, String name, Shape<T> shape, List<T> things) {
      this(status, name, shape, things, Optional.empty());
    }

    Several(String name, Shape<T> shape, List<T> things) {
      this(200, name, shape, things);
    }
  }

  /**
   * All of a list that may be too long to hold: it is written while it is read, page by page.
   *
   * @param name of the one member that lists the things
   * @param more reads the page that begins at a place
   */
  record Flow<T>(String name, Shape<T> shape, Page<T> first, Function<Place, Page<T>> more)
      implements Answer {}

  /** That it was done; {@code message} says what. */
  record Done(String message) implements Answer {}

  /** An answer that goes on; {@code begin} starts it on a virtual thread. */
  record Live(Consumer<EdgeExchange> begin) implements Answer {}

  /** That it was done to so many. */
  record Changed(String message, int changed) implements Answer {}

  /**
   * What was answered when the same was asked for first, byte by byte.
   *
   * @param json the body
   * @param repeated whether that was before
   */
  record Kept(int status, String json, boolean repeated) implements Answer {}

  /** That it is not done, for a reason that is HTTP's. */
  record Refused(Refusal refusal) implements Answer {
    @Override
    public int status() {
      return refusal.status();
    }
  }
}
