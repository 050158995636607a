package io.farmgate.adapter.grpc.cuebot;

import io.grpc.Metadata;
import java.time.Duration;

/**
 * Tells a farm how long it is listened to, as gRPC over HTTP/2 has it: a number of at most eight
 * digits and its unit.
 *
 * <p>grpc-java would do that by itself for a call that it knows the deadline of. It also sets an
 * alarm for each such call on the transport's thread, and wakes that thread to do so: a seventh of
 * what the caller's thread does for a small call. Alarms are set on the timer of {@link Cuebot}
 * instead, which sleeps until the first of them rings.
 */
final class WireDeadline {
  private static final Metadata.Key<String> TIMEOUT =
      Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

  private static final long MOST = 99_999_999;

  private WireDeadline() {}

  /** Adds the header. A time that is over is told as the shortest that there is. */
  static void tell(Metadata metadata, Duration time) {
    metadata.discardAll(TIMEOUT);
    metadata.put(TIMEOUT, text(time));
  }

  static String text(Duration time) {
    long nanos = Math.max(1, time.toNanos());
    if (nanos <= MOST) {
      return nanos + "n";
    }
    if (nanos / 1_000 <= MOST) {
      return nanos / 1_000 + "u";
    }
    if (nanos / 1_000_000 <= MOST) {
      return nanos / 1_000_000 + "m";
    }
    return Math.min(MOST, nanos / 1_000_000_000) + "S";
  }
}
