package io.farmgate.adapter.http.edge;

import io.farmgate.application.Admission;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmFailure;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * So many requests a second for each caller, by the subject of their token. A caller may save up
 * one second's worth and spend it at once. Thread-safe, without locks where a caller is within
 * their limit.
 *
 * <p>A caller who rests for a second has a full bucket, which is as good as none; such buckets make
 * room for others. While {@link #MAX_BUCKETS} callers are busy within one second, those who come
 * beside them share one bucket, so that neither memory nor a limit can be got round by many names.
 */
public final class RateLimiter implements Admission {
  /** Of callers at most: a few megabytes. Only holders of the secret can make up subjects. */
  static final int MAX_BUCKETS = 10_000;

  /** The most that is counted: a caller who may do more needs no limit. */
  public static final int MAX_PER_SECOND = 1_000_000;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private final int maxBuckets;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final TimeMeter meter;
  private final ConcurrentHashMap<String, Allowance> buckets = new ConcurrentHashMap<>();
  private final Allowance overflow;
  private final AtomicLong nextSweep;

  /**
   * Creates one for {@code perSecond} requests, 1 to {@link #MAX_PER_SECOND}.
   *
   * @param clock tells the second at which a caller has all requests again
   */
  public RateLimiter(int perSecond, InstantSource clock) {
    this(perSecond, MAX_BUCKETS, System::nanoTime, clock);
  }

  RateLimiter(int perSecond, int maxBuckets, LongSupplier nanos, InstantSource clock) {
    if (perSecond < 1 || perSecond > MAX_PER_SECOND) {
      throw new IllegalArgumentException(
          "perSecond: " + perSecond + " (expected: 1 to " + MAX_PER_SECOND + ")");
    }
    this.perSecond = perSecond;
    this.maxBuckets = maxBuckets;
    this.nanos = nanos;
    this.clock = clock;
    this.meter = new Nanos(nanos);
    this.overflow = full();
    this.nextSweep = new AtomicLong(nanos.getAsLong());
  }

  @Override
  public Verdict admit(Caller caller) {
    String subject = caller.subject();
    while (true) {
      Allowance allowance = allowanceOf(subject);
      ConsumptionProbe probe = allowance.bucket.tryConsumeAndReturnRemaining(1);
      if (probe.isConsumed()) {
        return new Verdict.Admitted(standing(probe));
      }
      if (!replaced(subject, allowance)) {
        return refused(probe);
      }
    }
  }

  private Allowance allowanceOf(String subject) {
    Allowance allowance = buckets.get(subject);
    if (allowance != null) {
      return allowance;
    }
    if (buckets.size() >= maxBuckets) {
      sweep();
      if (buckets.size() >= maxBuckets) {
        return overflow;
      }
    }
    return buckets.computeIfAbsent(subject, s -> full());
  }

  /** Tells whether a bucket looked empty only because it was being dropped. */
  private boolean replaced(String subject, Allowance allowance) {
    if (allowance == overflow) {
      return false;
    }
    // Not get(): this waits until a drop that has begun is over.
    Allowance now = buckets.computeIfPresent(subject, (s, a) -> a);
    return now != allowance;
  }

  /** Drops full buckets, at most twice a second: all are looked at. */
  private void sweep() {
    long now = nanos.getAsLong();
    long due = nextSweep.get();
    if (now - due < 0 || !nextSweep.compareAndSet(due, now + SECOND / 2)) {
      return;
    }
    // Emptied and dropped in one step, so that nobody spends what a new bucket has again.
    buckets.keySet().forEach(subject -> buckets.computeIfPresent(subject, this::unlessFull));
  }

  private @Nullable Allowance unlessFull(String subject, Allowance allowance) {
    return allowance.bucket.tryConsume(perSecond) ? null : allowance;
  }

  private Allowance full() {
    return new Allowance(
        Bucket.builder()
            .addLimit(
                limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
            .withCustomTimePrecision(meter)
            .build());
  }

  private Verdict refused(ConsumptionProbe probe) {
    return new Verdict.Refused(
        standing(probe),
        new FarmFailure.RateLimited(
            "too many requests: the limit is " + perSecond + " a second for each caller",
            Duration.ofNanos(probe.getNanosToWaitForRefill())));
  }

  private Standing standing(ConsumptionProbe probe) {
    long millis = clock.millis() + TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForReset());
    return new Standing(perSecond, probe.getRemainingTokens(), Math.ceilDiv(millis, 1000L));
  }

  int size() {
    return buckets.size();
  }

  /** What one caller may do; an object of its own, to tell it from the one that replaces it. */
  private static final class Allowance {
    private final Bucket bucket;

    Allowance(Bucket bucket) {
      this.bucket = bucket;
    }
  }

  /** A clock that nobody sets back. */
  private record Nanos(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
