package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Calls every operation with what its schemas allow and with what they do not. Whatever comes, no
 * answer is a fault, and each fits the document; what the document allows is never told to be a
 * wrong request. {@code farmgate.fuzz.calls} and {@code farmgate.fuzz.seed} change how long and
 * what.
 */
final class SchemaFuzzTest {
  private static final int CALLS = Integer.getInteger("farmgate.fuzz.calls", 20_000);

  /** Then the farm is full of jobs, and to list them is most of what a call costs. */
  private static final int CALLS_A_FARM = 1_000;

  /** Rounds have nothing in common; most of their time they wait for one another's threads. */
  private static final int AT_ONCE = 4;

  private static final long SEED = Long.getLong("farmgate.fuzz.seed", 20_261_125L);

  @Test
  void noCallShouldEndInAFaultOrOutsideOfTheDocument() throws Exception {
    List<Described> operations = Described.operations();
    Map<Integer, Integer> statuses = new TreeMap<>();
    Set<String> done = new TreeSet<>();
    int calls = 0;
    for (SchemaFuzzRound round : rounds(operations)) {
      round.statuses.forEach((status, count) -> statuses.merge(status, count, Integer::sum));
      done.addAll(round.done);
      calls += round.statuses.values().stream().mapToInt(Integer::intValue).sum();
    }

    assertThat(calls).isEqualTo(CALLS);
    assertThat(statuses).containsKeys(200, 400, 403, 404, 406, 415).doesNotContainKey(500);
    // A fuzzer that only ever fails would prove little.
    assertThat(done)
        .containsAll(
            operations.stream()
                .filter(operation -> operation.verb().equals("GET"))
                .map(Described::id)
                .filter(id -> !id.equals("getProc"))
                .toList());
  }

  /** Each round has its own farm, and its own seed, which is told where it fails. */
  private static List<SchemaFuzzRound> rounds(List<Described> operations)
      throws InterruptedException {
    List<Future<SchemaFuzzRound>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int from = 0; from < CALLS; from += CALLS_A_FARM) {
        int first = from;
        int count = Math.min(CALLS_A_FARM, CALLS - first);
        running.add(
            threads.submit(() -> {
              SchemaFuzzRound round = new SchemaFuzzRound(operations, SEED + first);
              round.run(first, count);
              return round;
            }));
      }
    }
    List<SchemaFuzzRound> done = new ArrayList<>();
    for (Future<SchemaFuzzRound> one : running) {
      try {
        done.add(one.get());
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
    return done;
  }
}
