package io.farmgate.adapter.http.edge;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What is worked out of names of headers, where that costs more than a look-up. What comes first is
 * kept, so the number is bounded whatever names there are. Thread-safe.
 */
public final class ByName<T> {
  private static final int MOST = 512;
  private static final int LONGEST = 64;

  private final ConcurrentHashMap<String, T> known = new ConcurrentHashMap<>();
  private final Function<String, T> make;

  /**
   * Creates one.
   *
   * @param make gives the same for the same name, whenever it is called
   */
  public ByName(Function<String, T> make) {
    this.make = make;
  }

  /** Returns what belongs to the name. */
  public T of(String name) {
    T one = known.get(name);
    return one == null ? add(name) : one;
  }

  private T add(String name) {
    T made = make.apply(name);
    if (name.length() <= LONGEST && known.size() < MOST) {
      known.put(name, made);
    }
    return made;
  }
}
