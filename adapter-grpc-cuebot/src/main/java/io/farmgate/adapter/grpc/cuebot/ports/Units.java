package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.port.KillReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The contract's numbers in the domain's units. */
final class Units {
  private static final float MOST_CORES = Integer.MAX_VALUE / 100f;

  private Units() {}

  /** A Cuebot has been seen to store negative and absurd amounts. */
  static Cores cores(float amount) {
    return amount > 0 && amount < MOST_CORES ? Cores.of(amount) : Cores.ZERO;
  }

  /** Below zero means that nothing is set. */
  static Optional<Cores> bound(float amount) {
    return amount < 0 ? Optional.empty() : Optional.of(cores(amount));
  }

  static long bytes(long kilobytes) {
    return kilobytes <= 0 ? 0 : Math.multiplyExact(Math.min(kilobytes, Long.MAX_VALUE >> 10), 1024);
  }

  static Instant instant(int seconds) {
    return Instant.ofEpochSecond(seconds);
  }

  /** The contract counts checkpoints in the total only. */
  static FrameCounts frames(int total, FrameCounts known) {
    return new FrameCounts(
        known.waiting(),
        known.depend(),
        known.running(),
        known.succeeded(),
        known.dead(),
        known.eaten(),
        Math.max(0, total - known.total()));
  }

  /** Zero stands for what has not happened. */
  static Optional<Instant> happened(int seconds) {
    return seconds <= 0 ? Optional.empty() : Optional.of(instant(seconds));
  }

  static Optional<Duration> minutes(int minutes) {
    return minutes <= 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes));
  }

  /** A part of a minute counts as a whole one: 0 would mean none. */
  static int minutes(Optional<Duration> time) {
    return time.map(length -> Math.clamp((length.toSeconds() + 59) / 60, 1, Integer.MAX_VALUE))
        .orElse(0);
  }

  /** A part of a kilobyte counts as a whole one. */
  static long kilobytes(long bytes) {
    return bytes / 1024 + (bytes % 1024 > 0 ? 1 : 0);
  }

  /** A kill that leaves one of its four fields empty is answered OK and ignored. */
  static KillReason complete(KillReason reason) {
    return new KillReason(
        orElse(reason.user(), "unknown"),
        orElse(reason.host(), "unknown"),
        reason.pid(),
        orElse(reason.text(), "asked for through the gateway"));
  }

  private static String orElse(String text, String instead) {
    return text.isBlank() ? instead : text;
  }
}
