package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** A list that is made while it is read, and that notes what it is asked for. Thread-safe. */
final class ManyThings<T> {
  private final int count;
  private final IntFunction<T> make;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger mostAsked = new AtomicInteger();
  private final AtomicLong made = new AtomicLong();

  /** The first thing of each page, as long as somebody holds it. */
  private final Queue<WeakReference<T>> alive = new ConcurrentLinkedQueue<>();

  ManyThings(int count, IntFunction<T> make) {
    this.count = count;
    this.make = make;
  }

  Page<T> page(PageRequest page) {
    calls.incrementAndGet();
    mostAsked.accumulateAndGet(page.limit(), Math::max);
    int from = page.after().map(place -> Integer.parseInt(place.text())).orElse(0);
    int to = Math.min(count, from + page.limit());
    List<T> things = new ArrayList<>();
    for (int i = from; i < to; i++) {
      things.add(make.apply(i));
      made.incrementAndGet();
    }
    alive.add(new WeakReference<>(things.getFirst()));
    return new Page<>(
        things, to < count ? Optional.of(new Place(Integer.toString(to))) : Optional.empty());
  }

  int calls() {
    return calls.get();
  }

  int mostAsked() {
    return mostAsked.get();
  }

  long made() {
    return made.get();
  }

  /** Returns how many pages are still held by somebody. */
  long pagesAlive() {
    System.gc();
    return alive.stream().filter(page -> page.get() != null).count();
  }
}
