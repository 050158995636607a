package io.farmgate.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Host.ThreadMode;
import io.farmgate.domain.schedule.SlowScheduler.Running;
import io.farmgate.domain.schedule.SlowScheduler.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random farms and random queues, beside a scheduler that is slow and obvious. */
class BookingRoundPropertiesTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final List<ThreadMode> THREADS = List.of(ThreadMode.values());
  private static final List<String> TAGS = List.of("general", "fast", "wide");

  @Property
  void theBookedSetShouldBeTheModelsAndNeverMoreThanThereIs(@ForAll long seed) {
    Random random = new Random(seed);
    HostOffer host =
        new HostOffer(
            new Amounts(
                new Cores(100 + random.nextInt(1_600)), gigabytes(random, 8), random.nextInt(4)),
            Set.copyOf(some(random, TAGS)),
            THREADS.get(random.nextInt(3)));
    Map<Share, Bounds> bounds = new HashMap<>();
    Map<Long, Integer> limits = new HashMap<>(Map.of(1L, random.nextInt(4), 2L, random.nextInt(4)));
    WorkQueue queue = new WorkQueue();
    List<Waiting> waiting = new ArrayList<>();
    Map<Long, Integer> frames = new HashMap<>();
    for (long key = 1; key <= 1 + random.nextInt(8); key++) {
      addJob(random, key, bounds, queue, waiting, frames);
    }
    SlowScheduler model = new SlowScheduler(host, bounds, limits, waiting);
    BookingRound round =
        new BookingRound(
            queue,
            host,
            share -> bounds.getOrDefault(share, Bounds.NONE),
            Map.of(),
            limits,
            host.total());

    while (true) {
      Optional<Running> expected = model.next(NOW);
      Decision decision = round.next(NOW);
      assertThat(decision instanceof Decision.Book).isEqualTo(expected.isPresent());
      if (!(decision instanceof Decision.Book book)) {
        break;
      }
      assertThat(new Running(book.job(), book.layer(), book.amounts())).isEqualTo(expected.get());
      boolean last = frames.merge(book.layer().key(), -1, Integer::sum) == 0;
      round.book(book);
      model.book(expected.get(), last);
      if (last) {
        queue.removeLayer(book.layer().key());
      }
      assertWithinBounds(model, host, bounds);
      assertThat(round.free()).isEqualTo(host.total().minus(model.onHost()));
    }
  }

  private static void assertWithinBounds(
      SlowScheduler model, HostOffer host, Map<Share, Bounds> bounds) {
    assertThat(host.total().holds(model.onHost())).as("the host's own").isTrue();
    bounds.forEach((share, bound) -> {
      Amounts held = model.held(share);
      assertThat(held.cores()).as("%s", share).isLessThanOrEqualTo(bound.maxCores());
      assertThat(held.gpus()).as("%s", share).isLessThanOrEqualTo(bound.maxGpus());
    });
  }

  private static void addJob(
      Random random,
      long key,
      Map<Share, Bounds> bounds,
      WorkQueue queue,
      List<Waiting> waiting,
      Map<Long, Integer> frames) {
    QueuedJob job =
        new QueuedJob(
            key,
            random.nextInt(3),
            random.nextInt(3),
            List.of(
                new Share.OfJob(key),
                new Share.OfGroup(random.nextInt(3)),
                new Share.OfOwner("user" + random.nextInt(3)),
                new Share.OfShow(random.nextInt(2)),
                new Share.OfTask(random.nextInt(4))));
    job.shares().forEach(share -> bounds.computeIfAbsent(share, any -> bounds(random)));
    queue.put(job);
    for (int order = 1; order <= 1 + random.nextInt(3); order++) {
      QueuedLayer layer = layer(random, 10 * key + order, order);
      queue.put(key, layer);
      waiting.add(new Waiting(job, layer));
      frames.put(layer.key(), 1 + random.nextInt(5));
    }
  }

  private static Bounds bounds(Random random) {
    if (random.nextInt(3) == 0) {
      return Bounds.NONE;
    }
    int max = random.nextInt(1_200);
    return new Bounds(
        new Cores(random.nextInt(max + 1) / 2),
        random.nextInt(3) == 0 ? Bounds.NO_CORES_BOUND : new Cores(max),
        random.nextInt(2),
        random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(3));
  }

  private static QueuedLayer layer(Random random, long key, int order) {
    return new QueuedLayer(
        key,
        order,
        new Cores(random.nextInt(8) == 0 ? 0 : random.nextInt(500)),
        new Cores(random.nextBoolean() ? 0 : random.nextInt(900)),
        random.nextBoolean(),
        gigabytes(random, 3),
        random.nextInt(4) == 0 ? random.nextInt(3) : 0,
        random.nextBoolean() ? Set.of() : new HashSet<>(some(random, TAGS)),
        random.nextInt(3) == 0 ? List.of(1L + random.nextInt(3)) : List.of(),
        random.nextInt(4) == 0
            ? Optional.of(NOW.plusSeconds(random.nextInt(3) - 1L))
            : Optional.empty());
  }

  private static long gigabytes(Random random, int most) {
    return (long) (random.nextDouble() * most * (1L << 30));
  }

  private static List<String> some(Random random, List<String> all) {
    return all.stream().filter(one -> random.nextBoolean()).toList();
  }
}
