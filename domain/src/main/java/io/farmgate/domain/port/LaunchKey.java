package io.farmgate.domain.port;

import java.time.Duration;

/**
 * What a client calls a launch by, so that it may ask for it again without care.
 *
 * @param caller whose key it is: two callers' keys have nothing to do with one another
 * @param key the client's text
 * @param digest of what is asked for: a key stands for one thing
 */
public record LaunchKey(String caller, String key, String digest) {
  /** How long a farm keeps a key at least. */
  public static final Duration KEPT = Duration.ofHours(24);
}
