package io.farmgate.adapter.grpc.cuebot;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How large the answers of each method have lately been; only of those that have been large. As
 * many entries as the contract has methods at most. Thread-safe.
 */
final class AnswerSizes {
  private final ConcurrentHashMap<String, AtomicLong> sizes = new ConcurrentHashMap<>();

  /** Returns the bytes to expect of the next answer; 0 where all have been small. */
  long expected(String method) {
    AtomicLong size = sizes.get(method);
    return size == null ? 0 : size.get();
  }

  /** Learns from an answer: a larger one counts at once, smaller ones bring it down by quarters. */
  void learn(String method, long bytes) {
    @Nullable AtomicLong size = sizes.get(method);
    if (size == null) {
      if (bytes <= AnswerBudget.SMALL_BYTES) {
        return;
      }
      size = sizes.computeIfAbsent(method, m -> new AtomicLong());
    }
    size.updateAndGet(before -> bytes >= before ? bytes : before - (before - bytes + 3) / 4);
  }
}
