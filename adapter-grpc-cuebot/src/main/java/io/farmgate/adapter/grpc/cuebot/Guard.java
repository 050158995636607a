package io.farmgate.adapter.grpc.cuebot;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What stands between callers and Cuebot's faults, each of which an operator can switch off by its
 * {@link #word}. docs/cuebot-guards.md says why each is there and what it costs.
 */
public enum Guard {
  /** Calls of servants that share a field go to a Cuebot one at a time. */
  LANES,
  /** Requests that Cuebot would store or break on are refused before they are sent. */
  CHECKS,
  /** INTERNAL answers that mean something else are told as what they mean. */
  ERRORS,
  /** Reads that a Cuebot could not answer are asked again. */
  RETRIES,
  /** A Cuebot that keeps failing gets no calls for a while. */
  BREAKER,
  /** No more calls are in flight than a farm answers in good time. */
  LIMIT,
  /** Identical reads at the same time are asked once. */
  SHARING;

  /** All of them, which is what a gateway starts with. */
  public static final Set<Guard> ALL = Set.copyOf(EnumSet.allOf(Guard.class));

  /** Returns the name that settings, figures and documents use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the guard of that name. */
  public static Optional<Guard> of(String word) {
    return Arrays.stream(values()).filter(guard -> guard.word().equals(word)).findFirst();
  }
}
