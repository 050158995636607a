package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Relay.Fault;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the gateway owes its callers whatever the network does: an end by the deadline, never an
 * answer to another question, no change twice, nothing kept, and a quick return.
 */
class ChaosTest {
  private static final String READ = "job.JobInterface/GetJob";
  private static final String CHANGE = "job.JobInterface/SetPriority";
  private static final int CALLERS = 8;

  /** How often each fault is gone through. */
  private static final int ROUNDS = Integer.getInteger("farmgate.chaos.rounds", 1);

  /** What a round is to make fail. */
  private static final int FAULTED_CALLS = 10_000;

  private static final int CALLS_A_FAULT = 1400;
  private static final int CALLS_BEFORE = 104;
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private static final Duration RECOVERY = Duration.ofSeconds(2);

  /** The machine may have had something else to do; and the farm may not. */
  private static final Duration LATEST_RECOVERY = Duration.ofSeconds(20);

  /** In so many out of a hundred. */
  private static final int RARELY = 15;

  private final Map<Long, AtomicInteger> changes = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final List<String> late = new ArrayList<>();
  private final AnswerBudget budget = new AnswerBudget(64 << 20);
  private final FakeCuebot fake = FakeCuebot.start(this::answer);
  private Relay relay;
  private Cuebot cuebot;
  private long nextId = 1;
  private int recoveries;

  @BeforeEach
  void connect() throws IOException {
    relay = Relay.to(fake.endpoint());
    cuebot =
        Cuebot.connect(
            // The requests are numbers, and no messages.
            CuebotConfig.of(relay.endpoint())
                .withGuards(EnumSet.complementOf(EnumSet.of(Guard.CHECKS))),
            MethodCatalogue.load(),
            budget,
            GuardRecorder.NONE);
  }

  @AfterEach
  void stop() throws IOException {
    cuebot.close();
    relay.close();
    fake.close();
  }

  @Test
  void everyFaultShouldEndByTheDeadlineLeaveNothingBehindAndBeOverSoon() throws Exception {
    Collected.call(cuebot, READ, request(nextId++)).answer();
    // What is made once and kept (threads, pools of memory) is there after a round of everything.
    allFaults(CALLS_BEFORE);
    int before = failed.get();
    long files = openFiles();
    int threads = Thread.getAllStackTraces().size();
    long memory = PlatformDependent.usedDirectMemory();

    for (int round = 0; round < ROUNDS; round++) {
      allFaults(CALLS_A_FAULT);
    }

    assertThat(wrong).isEmpty();
    assertThat(late.size() * 100)
        .as("%d recoveries, of which not within %s: %s", recoveries, RECOVERY, late)
        .isLessThanOrEqualTo(recoveries * RARELY);
    assertThat(answered.get()).as("calls that were answered").isGreaterThan(CALLS_A_FAULT);
    assertThat(failed.get() - before)
        .as("calls that suffered")
        .isGreaterThan(FAULTED_CALLS * ROUNDS);
    changes.forEach((id, times) -> assertThat(times).as("change " + id).hasValue(1));
    assertThat(budget.heldBytes()).isZero();
    assertThat(budget.waiting()).isZero();
    Eventually.within(Duration.ofSeconds(5), () -> cuebot.inFlight() == 0);
    Eventually.within(Duration.ofSeconds(5), () -> fake.connections() <= 2);
    Eventually.within(Duration.ofSeconds(10), () -> openFiles() <= files + 8);
    Eventually.within(
        Duration.ofSeconds(10), () -> Thread.getAllStackTraces().size() <= threads + 4);
    assertThat(PlatformDependent.usedDirectMemory() - memory)
        .as("bytes of buffers outside the heap")
        .isLessThan(32L << 20);
  }

  private void allFaults(int calls) throws Exception {
    for (Fault fault : EnumSet.complementOf(EnumSet.of(Fault.NONE))) {
      // One in four, so that there are answers in between.
      relay.fault(fault, 4);
      calls(fault.toString(), calls);
      if (fault == Fault.BLACK_HOLE || fault == Fault.HALF_OPEN) {
        // The farm's return: what vanished is reset by whoever is there now.
        relay.drop();
      }
      relay.fault(Fault.NONE);
      recovers(fault.toString());
    }
    restarts(calls);
  }

  private void restarts(int calls) throws Exception {
    Thread restarting =
        Thread.startVirtualThread(() -> {
          for (int i = 0; i < 3; i++) {
            fake.stop();
            fake.restart();
          }
        });
    calls("restarts", calls);
    restarting.join();
    recovers("restarts");
  }

  private void recovers(String after) {
    List<String> seen = new ArrayList<>();
    long start = System.nanoTime();
    boolean recovered = false;
    while (!recovered && System.nanoTime() - start < LATEST_RECOVERY.toNanos()) {
      long id = nextId++;
      Reply reply = Collected.call(cuebot, READ, request(id), LIMIT).reply();
      check(after, READ, id, reply);
      recovered = reply instanceof Reply.Answer;
      if (!recovered) {
        seen.add(Duration.ofNanos(System.nanoTime() - start) + ": " + reply);
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(recovered).as("an answer after %s: %s", after, seen).isTrue();
    recoveries++;
    if (took.compareTo(RECOVERY) > 0) {
      late.add(after + ": " + took);
    }
  }

  private void calls(String fault, int calls) throws InterruptedException {
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      long from = nextId;
      nextId += calls / CALLERS;
      long to = nextId;
      callers.add(
          Thread.startVirtualThread(() -> {
            // Silent faults cost a call its whole time, so all go together.
            List<Runnable> ends = new ArrayList<>();
            for (long id = from; id < to; id++) {
              ends.add(begin(fault, id));
            }
            ends.forEach(Runnable::run);
          }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
  }

  private Runnable begin(String fault, long id) {
    String method = id % 3 == 0 ? CHANGE : READ;
    long start = System.nanoTime();
    CompletableFuture<Reply> first = new CompletableFuture<>();
    AtomicLong end = new AtomicLong();
    cuebot.call(
        new NativeRpc.Call(method, WireBytes.wrap(request(id)), LIMIT, List.of()),
        reply -> {
          end.set(System.nanoTime());
          if (!first.complete(reply)) {
            wrong.add(fault + ": " + method + " was answered twice");
          }
        });
    return () -> {
      Reply reply;
      try {
        reply = first.get(10, TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException never) {
        wrong.add(fault + ": " + method + " did not end");
        return;
      }
      Duration took = Duration.ofNanos(end.get() - start);
      if (took.compareTo(LIMIT.plus(MARGIN)) > 0) {
        wrong.add(fault + ": " + method + " took " + took);
      }
      check(fault, method, id, reply);
    };
  }

  private void check(String fault, String method, long id, Reply reply) {
    switch (reply) {
      case Reply.Answer answer -> {
        answered.incrementAndGet();
        if (!answer.response().equals(response(id))) {
          wrong.add(fault + ": " + method + " got another's answer");
        }
      }
      case Reply.Refused(FarmFailure failure) -> {
        failed.incrementAndGet();
        if (method.equals(CHANGE) && saysNotDone(failure) && changes.containsKey(id)) {
          wrong.add(fault + ": a change that was done is called not done: " + failure);
        }
      }
    }
  }

  private static boolean saysNotDone(FarmFailure failure) {
    return switch (failure) {
      case FarmFailure.TimedOut f -> f.outcome().equals(FarmFailure.Outcome.NOT_DONE);
      case FarmFailure.Unavailable f -> f.outcome().equals(FarmFailure.Outcome.NOT_DONE);
      case FarmFailure.Native f -> f.outcome().equals(FarmFailure.Outcome.NOT_DONE);
      default -> false;
    };
  }

  private Answer answer(Received call) {
    if (call.request().size() != Long.BYTES) {
      return Answer.EMPTY;
    }
    long id = ByteBuffer.wrap(call.request().array()).getLong();
    if (call.method().equals(CHANGE)) {
      changes.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet();
    }
    return Answer.message(response(id));
  }

  private static byte[] request(long id) {
    return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
  }

  /** Some are large enough to be counted against the budget, and to come in several frames. */
  private static WireBytes response(long id) {
    int size = id % 7 == 0 ? 200_000 : 100;
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.remaining() >= Long.BYTES) {
      bytes.putLong(id);
    }
    return WireBytes.wrap(bytes.array());
  }

  private static long openFiles() {
    Path folder = Path.of("/proc/self/fd");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }
}
