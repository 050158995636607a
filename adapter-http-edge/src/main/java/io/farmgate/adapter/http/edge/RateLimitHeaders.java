package io.farmgate.adapter.http.edge;

import io.farmgate.application.Admission.Standing;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import org.jspecify.annotations.Nullable;

/** How a caller stands, as OpenCue's documents print it. Thread-safe. */
final class RateLimitHeaders {
  static final String NAMES = "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";

  private static final HttpString LIMIT = new HttpString("X-RateLimit-Limit");
  private static final HttpString REMAINING = new HttpString("X-RateLimit-Remaining");
  private static final HttpString RESET = new HttpString("X-RateLimit-Reset");

  /** Most numbers are among these, or the same as last time, so that no text is made for them. */
  private static final String[] SMALL = new String[1024];

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = Integer.toString(i);
    }
  }

  private volatile Printed lastReset = new Printed(0, "0");

  void addTo(HeaderMap answer, Standing standing) {
    answer.put(LIMIT, text(standing.limit()));
    answer.put(REMAINING, text(standing.remaining()));
    answer.put(RESET, reset(standing.resetEpochSeconds()));
  }

  private static String text(long number) {
    @Nullable String small = number < SMALL.length ? SMALL[(int) number] : null;
    return small == null ? Long.toString(number) : small;
  }

  private String reset(long second) {
    Printed last = lastReset;
    if (last.number != second) {
      last = new Printed(second, Long.toString(second));
      lastReset = last;
    }
    return last.text;
  }

  private record Printed(long number, String text) {}
}
