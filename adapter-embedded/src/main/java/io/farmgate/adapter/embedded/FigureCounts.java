package io.farmgate.adapter.embedded;

import io.farmgate.domain.port.Figures;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the farm does, from its start on. Safe to use from many threads. */
final class FigureCounts implements Figures {
  private final LongAdder booked = new LongAdder();
  private final LongAdder unbooked = new LongAdder();
  private final LongAdder errors = new LongAdder();

  void booked(int procs) {
    booked.add(procs);
  }

  void unbooked() {
    unbooked.increment();
  }

  void bookingFailed() {
    errors.increment();
  }

  @Override
  public Since start() {
    return new Since(booked.sum(), unbooked.sum(), errors.sum());
  }
}
