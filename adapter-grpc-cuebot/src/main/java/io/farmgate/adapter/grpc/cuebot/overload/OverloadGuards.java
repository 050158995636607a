package io.farmgate.adapter.grpc.cuebot.overload;

import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.GuardRecorder;
import io.farmgate.domain.port.NativeRpc;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A farm's raw path with the guards {@link Guard#SHARING} and {@link Guard#LIMIT} in front of it,
 * in this order: an answer that several share takes one place of the limit. Who may call what is
 * decided before a call comes here. Thread-safe.
 */
public final class OverloadGuards implements NativeRpc, AutoCloseable {
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("overload-guards").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  private final @Nullable LimitedCalls limited;
  private final @Nullable SharedReads shared;
  private final NativeRpc first;

  /**
   * Which guards, for what.
   *
   * @param on those of them that are in here; others are ignored
   * @param kinds what each method does
   * @param inLanes tells of a method whether its calls are let through one by one behind this
   * @param keepReads how long an answer to a read may be given again; 0 for never
   * @param recorder told of what the guards do
   */
  public record Settings(
      Set<Guard> on,
      MethodKinds kinds,
      Predicate<String> inLanes,
      Duration keepReads,
      GuardRecorder recorder) {
    public Settings {
      on = Set.copyOf(on);
      if (keepReads.isNegative()) {
        throw new IllegalArgumentException("keepReads: " + keepReads + " (expected: 0 or more)");
      }
    }
  }

  private OverloadGuards(NativeRpc farm, Settings settings) {
    timer.setRemoveOnCancelPolicy(true);
    limited =
        settings.on().contains(Guard.LIMIT)
            ? new LimitedCalls(
                farm, settings.kinds(), settings.inLanes(), settings.recorder(), timer)
            : null;
    NativeRpc behind = limited == null ? farm : limited;
    shared =
        settings.on().contains(Guard.SHARING)
            ? new SharedReads(
                behind, settings.kinds(), settings.keepReads(), settings.recorder(), timer)
            : null;
    first = shared == null ? behind : shared;
  }

  /** Puts the guards that are on in front of a farm, which stays its owner's to close. */
  public static OverloadGuards around(NativeRpc farm, Settings settings) {
    return new OverloadGuards(farm, settings);
  }

  @Override
  public void call(Call call, Consumer<Reply> done) {
    first.call(call, done);
  }

  /** Returns how many calls may be on their way at once; empty where there is no limit. */
  public OptionalInt limit() {
    return limited == null ? OptionalInt.empty() : OptionalInt.of(limited.limit());
  }

  /** Returns how many of the calls that are limited are on their way. */
  public int inFlight() {
    return Optional.ofNullable(limited).map(LimitedCalls::inFlight).orElse(0);
  }

  /** Returns how many calls wait to be sent. */
  public int waiting() {
    return Optional.ofNullable(limited).map(LimitedCalls::waiting).orElse(0);
  }

  /** Refuses all that wait, here and from now on; calls on their way are left alone. */
  @Override
  public void close() {
    timer.shutdownNow();
    if (shared != null) {
      shared.close();
    }
    if (limited != null) {
      limited.close();
    }
  }
}
