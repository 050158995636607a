package io.farmgate.adapter.grpc.cuebot.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.GuardRecorder;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.wire.WireBytes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A farm that answers when a test says so, and remembers what guards did. Thread-safe. */
final class HeldFarm implements NativeRpc, GuardRecorder {
  private final BlockingQueue<Held> calls = new LinkedBlockingQueue<>();
  private final AtomicInteger received = new AtomicInteger();
  private final ConcurrentHashMap<String, AtomicInteger> actions = new ConcurrentHashMap<>();

  /** A call that waits for its answer. */
  record Held(Call call, Consumer<Reply> done) {
    void answer(String text) {
      done.accept(
          new Reply.Answer(
              WireBytes.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), List.of()));
    }
  }

  @Override
  public void call(Call call, Consumer<Reply> done) {
    received.incrementAndGet();
    calls.add(new Held(call, done));
  }

  @Override
  public void acted(Guard guard, String action) {
    actions
        .computeIfAbsent(guard.word() + " " + action, a -> new AtomicInteger())
        .incrementAndGet();
  }

  int acted(String guardAndAction) {
    AtomicInteger count = actions.get(guardAndAction);
    return count == null ? 0 : count.get();
  }

  /** Returns the oldest call that has no answer yet, once there is one. */
  Held next() {
    try {
      Held held = calls.poll(20, TimeUnit.SECONDS);
      assertThat(held).as("a call within 20 s").isNotNull();
      return held;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int received() {
    return received.get();
  }

  boolean hasNone(Duration time) {
    try {
      Held held = calls.poll(time.toMillis(), TimeUnit.MILLISECONDS);
      if (held != null) {
        calls.add(held);
      }
      return held == null;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
