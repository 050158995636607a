package io.farmgate.adapter.grpc.cuebot.overload;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Plays programs that ask one question, in time that only this counts: no thread waits. */
final class Polls {
  static final long MS = 1_000_000;

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Pace pace = new Pace(0);
  private final long farmTakes;
  private final List<Program> waiting = new ArrayList<>();
  private final List<Long> sent = new ArrayList<>();
  private int answers;
  private long longestWait;
  private long sumOfWaits;
  private long order;

  Polls(long farmTakes) {
    this.farmTakes = farmTakes;
  }

  private record Event(long at, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  /** Asks every so often, or at once after each answer where {@code every} is 0. */
  private final class Program {
    private final long every;
    private final long comesBackAfter;
    private long asked;

    Program(long every, long comesBackAfter) {
      this.every = every;
      this.comesBackAfter = comesBackAfter;
    }

    void ask(long now) {
      asked = now;
      waiting.add(this);
      if (pace.arrive(now)) {
        send(now);
      } else if (waiting.size() == 1) {
        watch(now);
      }
    }

    void answered(long now) {
      answers++;
      longestWait = Math.max(longestWait, now - asked);
      sumOfWaits += now - asked;
      long next = every == 0 ? now + comesBackAfter : Math.max(now, asked + every);
      at(next, () -> ask(next));
    }
  }

  Polls poller(long first, long every) {
    Program program = new Program(every, 0);
    at(first, () -> program.ask(first));
    return this;
  }

  Polls loop(long first, long comesBackAfter) {
    Program program = new Program(0, comesBackAfter);
    at(first, () -> program.ask(first));
    return this;
  }

  private void at(long time, Runnable what) {
    events.add(new Event(time, order++, what));
  }

  private void watch(long now) {
    long then = now + pace.nextRing(now);
    at(
        then,
        () -> {
          if (waiting.isEmpty()) {
            return;
          }
          if (pace.ring(then)) {
            send(then);
          } else {
            watch(then);
          }
        });
  }

  private void send(long now) {
    pace.go(now);
    sent.add(now);
    List<Program> together = List.copyOf(waiting);
    waiting.clear();
    long then = now + farmTakes;
    at(
        then,
        () -> {
          pace.answered(together.size());
          together.forEach(program -> program.answered(then));
        });
  }

  Polls run(long until) {
    while (!events.isEmpty() && events.element().at() < until) {
      events.remove().what().run();
    }
    return this;
  }

  int answers() {
    return answers;
  }

  List<Long> sent() {
    return sent;
  }

  /** Returns the most calls that were sent within any second. */
  int mostASecond() {
    int most = 0;
    for (int i = 0; i < sent.size(); i++) {
      long end = sent.get(i) + 1000 * MS;
      int from = i;
      most =
          Math.max(
              most, (int) sent.subList(from, sent.size()).stream().filter(t -> t < end).count());
    }
    return most;
  }

  long longestWaitMillis() {
    return longestWait / MS;
  }

  long meanWaitMillis() {
    return sumOfWaits / Math.max(1, answers) / MS;
  }
}
