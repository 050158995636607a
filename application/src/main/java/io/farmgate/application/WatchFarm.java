package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.Farm;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells callers who may of changes on farms, as they happen. However many listen, a farm is watched
 * once, and only while somebody listens or has just left. Thread-safe.
 */
public final class WatchFarm implements AutoCloseable {
  private final AccessPolicy policy;
  private final Settings settings;
  private final Map<String, FarmFeed> feeds = new ConcurrentHashMap<>();

  /**
   * How much is kept and for how many.
   *
   * @param kept changes of a farm that are kept for who was away or reads slowly; 1 or more
   * @param linger how long a farm is watched on after the last listener has left
   * @param mostListeners to one farm at once
   * @param mostPerCaller of them, of one caller
   */
  public record Settings(int kept, Duration linger, int mostListeners, int mostPerCaller) {
    /** 4096 changes; a minute; 1000 listeners, 500 of one caller. */
    public static final Settings DEFAULT = new Settings(4096, Duration.ofMinutes(1), 1000, 500);

    public Settings {
      if (kept < 1 || mostListeners < 1 || mostPerCaller < 1 || linger.isNegative()) {
        throw new IllegalArgumentException(
            "settings of watching: one is below its least value (expected: 1 or more, and a"
                + " linger of 0 or more)");
      }
    }
  }

  /** Creates the use case. */
  public WatchFarm(AccessPolicy policy, Settings settings) {
    this.policy = policy;
    this.settings = settings;
  }

  /**
   * Begins to listen. May wait for the farm, where nobody else listens for as much.
   *
   * @param after the last change that the caller knows; absent for changes from now on
   * @throws FarmException RateLimited where too many listen, and whatever the farm's port throws
   */
  public Listener listen(Caller caller, Farm farm, ChangeFilter filter, Optional<String> after) {
    policy.require(caller, Role.VIEWER, "watch the farm");
    return feeds
        .computeIfAbsent(farm.name(), name -> new FarmFeed(farm.ports().changes(), settings))
        .listen(caller, filter, after);
  }

  /** Ends all watching; who listens is told that it is over. */
  @Override
  public void close() {
    feeds.values().forEach(FarmFeed::close);
  }
}
