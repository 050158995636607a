package io.farmgate.adapter.grpc.cuebot;

import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one Cuebot, kept up for as long as the gateway runs, and what is known of the
 * Cuebot at its other end. Several may lead to the same Cuebot; they know of one another by {@link
 * Reach}. Thread-safe.
 *
 * <p>grpc-java waits up to two minutes between attempts to connect, a figure that cannot be
 * configured, and it stays unconnected after a lost connection until somebody calls. So a link
 * watches its channel and, while that is not connected, asks for an attempt once a second.
 *
 * <p>A peer that vanished leaves a connection that looks well. So a link that has calls and hears
 * nothing for three seconds asks a question that any Cuebot answers at once. Without an answer
 * other Cuebots are preferred, and after ten seconds of silence the connection is given up for a
 * new one: what waits on it ends then, and not at its deadline. A link without calls asks once a
 * minute.
 */
final class Link {
  private static final Logger log = LoggerFactory.getLogger(Link.class);

  private static final Duration RECONNECT_EVERY = Duration.ofSeconds(1);

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private static final Duration SUSPICIOUS_SILENCE = Duration.ofSeconds(3);

  private static final Duration DEADLY_SILENCE = Duration.ofSeconds(10);

  private static final Duration RESTFUL_QUIET = Duration.ofMinutes(1);

  /** A Cuebot that was away is not preferred to another one before it has been back for this. */
  private static final Duration STEADY_AFTER = Duration.ofSeconds(5);

  /** How well a Cuebot is, the best first. */
  enum Health {
    STEADY,
    RETURNED,
    SUSPECT,
    CONNECTING,
    DOWN,
    FAILING
  }

  private final Reach reach;
  private final Supplier<ManagedChannel> opener;
  private final ScheduledExecutorService timer;
  private final Breaker breaker;
  private final AtomicBoolean stands = new AtomicBoolean();
  private final Pulse pulse = new Pulse(System::nanoTime);

  private volatile ManagedChannel channel;
  private volatile boolean closed;

  private volatile boolean suspect;
  private volatile boolean everConnected;
  private volatile boolean everAway;
  private volatile long returned;
  private volatile long attempted = System.nanoTime();
  private volatile boolean asking;

  private Link(Reach reach, Supplier<ManagedChannel> opener, ScheduledExecutorService timer) {
    this.reach = reach;
    this.opener = opener;
    this.breaker = reach.breaker();
    this.timer = timer;
    this.channel = opener.get();
  }

  /**
   * Opens one and starts to connect.
   *
   * @param reach what is known over all connections to the same Cuebot
   * @param opener makes a channel that has not connected yet
   * @param timer for all links; its tasks do not block
   */
  static Link open(Reach reach, Supplier<ManagedChannel> opener, ScheduledExecutorService timer) {
    Link link = new Link(reach, opener, timer);
    link.start(link.channel);
    var _ =
        timer.scheduleWithFixedDelay(
            link::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return link;
  }

  String endpoint() {
    return reach.endpoint();
  }

  Channel channel() {
    return channel;
  }

  boolean isConnected() {
    return channel.getState(false) == ConnectivityState.READY;
  }

  Health health() {
    if (!breaker.closed()) {
      return Health.FAILING;
    }
    return switch (channel.getState(false)) {
      case READY -> connectedHealth();
      case IDLE, CONNECTING -> Health.CONNECTING;
      case TRANSIENT_FAILURE, SHUTDOWN -> Health.DOWN;
    };
  }

  private Health connectedHealth() {
    if (suspect) {
      return Health.SUSPECT;
    }
    return everAway && System.nanoTime() - returned < STEADY_AFTER.toNanos()
        ? Health.RETURNED
        : Health.STEADY;
  }

  /** A call goes out over it; {@link #ended} has to follow. */
  void sent() {
    pulse.sent();
  }

  /** Something of an answer has arrived. */
  void heard() {
    pulse.heard();
    if (suspect) {
      suspect = false;
    }
  }

  /** A call that went out has ended. */
  void ended(Breaker.Verdict verdict) {
    pulse.ended();
    breaker.ended(verdict);
  }

  /** Tells whoever reads the log why it cannot be reached. */
  void explain(Status status) {
    reach.explain(status);
  }

  int inFlight() {
    return pulse.inFlight();
  }

  private void start(ManagedChannel fresh) {
    var _ = fresh.getState(/* requestConnection= */ true);
    watch(fresh);
  }

  private void watch(ManagedChannel watched) {
    ConnectivityState state = watched.getState(false);
    // One that was given up for another has nothing more to say.
    if (!watched.isShutdown()) {
      report(state);
    }
    switch (state) {
      case CONNECTING, READY -> watched.notifyWhenStateChanged(state, () -> watch(watched));
      case IDLE, TRANSIENT_FAILURE -> {
        // At once after a connection was lost, then once a second.
        long due = attempted + RECONNECT_EVERY.toNanos() - System.nanoTime();
        var _ = timer.schedule(() -> reconnect(watched), Math.max(0, due), TimeUnit.NANOSECONDS);
      }
      case SHUTDOWN -> {}
    }
  }

  private void reconnect(ManagedChannel watched) {
    attempted = System.nanoTime();
    // The first ends grpc-java's wait between attempts, the second its rest without calls.
    watched.resetConnectBackoff();
    var _ = watched.getState(/* requestConnection= */ true);
    watch(watched);
  }

  private void report(ConnectivityState state) {
    if (state != ConnectivityState.READY) {
      falls();
    }
    switch (state) {
      case TRANSIENT_FAILURE -> {
        everAway = true;
        reach.failed();
      }
      case READY -> {
        everConnected = true;
        returned = System.nanoTime();
        suspect = false;
        pulse.heard();
        if (stands.compareAndSet(false, true)) {
          reach.gained();
        }
      }
      case IDLE -> everAway = everAway || everConnected;
      case CONNECTING, SHUTDOWN -> {}
    }
  }

  private void falls() {
    if (stands.compareAndSet(true, false)) {
      reach.lost();
    }
  }

  /** On the timer's thread, twice a second. */
  private void look() {
    if (asking || closed || !isConnected()) {
      return;
    }
    if (breaker.mayAsk()) {
      ask(Probe.WORKS);
      return;
    }
    Duration silence = pulse.silence();
    if (silence.compareTo(DEADLY_SILENCE) > 0 && suspect) {
      replace();
    } else if (silence.compareTo(SUSPICIOUS_SILENCE) > 0
        || pulse.quiet().compareTo(RESTFUL_QUIET) > 0) {
      ask(Probe.ALIVE);
    }
  }

  private void ask(Probe probe) {
    asking = true;
    // A question is a call too: silence on it is silence.
    pulse.sent();
    probe.ask(
        channel,
        verdict -> {
          pulse.ended();
          if (probe == Probe.WORKS) {
            breaker.asked(verdict);
          } else if (verdict == Breaker.Verdict.TROUBLED && quietSinceAsked()) {
            suspect = true;
            everAway = true;
            log.warn("Cuebot {} gives no sign of life", endpoint());
          }
          if (verdict == Breaker.Verdict.WELL) {
            heard();
          }
          asking = false;
        });
  }

  private boolean quietSinceAsked() {
    return pulse.quiet().compareTo(Probe.PATIENCE) >= 0;
  }

  private void replace() {
    log.warn("the connection to Cuebot {} is dead; making a new one", endpoint());
    ManagedChannel dead = channel;
    ManagedChannel fresh = opener.get();
    suspect = false;
    pulse.heard();
    falls();
    channel = fresh;
    if (closed) {
      fresh.shutdownNow();
    }
    start(fresh);
    // After the new one is in place, so that what ends here can be sent again.
    dead.shutdownNow();
  }

  void close() {
    closed = true;
    channel.shutdownNow();
  }

  boolean awaitClosed(Duration patience) throws InterruptedException {
    return channel.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
