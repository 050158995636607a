package io.farmgate.adapter.http.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * The open connections: no more than the caps, and with TLS none that does not shake hands or come
 * to a request, for which Undertow has no time-outs there. It asks connections whether they are
 * open and is told nothing by them, so that no way of ending one can be missed. Thread-safe.
 */
final class Connections implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final long SAY_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  /** Who has an IPv6 address has a network of them. */
  private static final int IPV6_NETWORK_BYTES = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, List<Guest>> guests = new HashMap<>();
  private final Map<SocketAddress, Guest> byPeer = new ConcurrentHashMap<>();
  private final EdgeConfig.Caps caps;
  private final long handshakeNanos;
  private final long idleNanos;
  private int count;
  private long saidNanos = System.nanoTime() - SAY_AGAIN_NANOS;

  /** Creates it. A TLS handshake may take as long as the headers of a request. */
  Connections(EdgeConfig.Caps caps, EdgeConfig.Limits limits) {
    this.caps = caps;
    this.handshakeNanos = limits.parseTimeout().toNanos();
    this.idleNanos = limits.idleTimeout().toNanos();
  }

  /** One connection. */
  private static final class Guest {
    private final StreamConnection connection;
    private final SocketAddress peer;
    private final AtomicInteger calls = new AtomicInteger();

    /** Whether only the protocol's own time-outs count. */
    private final boolean trusted;

    /** Whether a header of its requests goes over several lines. */
    private volatile boolean folded;

    private volatile boolean arrived;
    private volatile long idleSinceNanos = System.nanoTime();

    private Guest(StreamConnection connection, SocketAddress peer, boolean trusted) {
      this.connection = connection;
      this.peer = peer;
      this.trusted = trusted;
    }

    /** Tells whether it has kept everybody waiting for too long. */
    private boolean late(long now, long handshakeNanos, long idleNanos) {
      return !trusted
          && calls.get() == 0
          && now - idleSinceNanos > (arrived ? idleNanos : handshakeNanos);
    }
  }

  /**
   * Takes in a connection, or closes it where there are too many.
   *
   * @param watched whether it has to shake hands and to come to a request in time; else the
   *     protocol sees to that
   * @return whether it was taken in
   */
  boolean admit(StreamConnection connection, boolean watched) {
    InetSocketAddress peer = connection.getPeerAddress(InetSocketAddress.class);
    boolean admitted = peer != null && add(connection, peer, watched);
    if (!admitted) {
      // One without a peer is gone already.
      IoUtils.safeClose(connection);
    }
    return admitted;
  }

  private boolean add(StreamConnection connection, InetSocketAddress peer, boolean watched) {
    String source = source(peer.getAddress());
    lock.lock();
    try {
      if (full(source)) {
        sweep();
        if (full(source)) {
          say(own(source) >= caps.perAddress() ? source : "anywhere");
          return false;
        }
      }
      Guest guest = new Guest(connection, peer, !watched);
      guests.computeIfAbsent(source, key -> new ArrayList<>()).add(guest);
      count++;
      byPeer.put(peer, guest);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The handshake is over. */
  void arrived(StreamConnection connection) {
    Guest guest = byPeer.get(connection.getPeerAddress());
    if (guest != null) {
      guest.arrived = true;
      guest.idleSinceNanos = System.nanoTime();
    }
  }

  /**
   * A call begins.
   *
   * @return whether its connection may have one more; if so, {@link #end} follows
   */
  boolean begin(SocketAddress peer) {
    Guest guest = byPeer.get(peer);
    if (guest == null || guest.trusted) {
      return true;
    }
    if (guest.calls.incrementAndGet() > caps.streams()) {
      guest.calls.decrementAndGet();
      return false;
    }
    return true;
  }

  /** A call has ended. */
  void end(SocketAddress peer) {
    Guest guest = byPeer.get(peer);
    if (guest != null && !guest.trusted) {
      guest.idleSinceNanos = System.nanoTime();
      guest.calls.decrementAndGet();
    }
  }

  /** A header on this connection goes over several lines. */
  void fold(SocketAddress peer) {
    Guest guest = byPeer.get(peer);
    if (guest != null) {
      guest.folded = true;
    }
  }

  /** Tells whether a header on this connection did so. */
  boolean folded(SocketAddress peer) {
    Guest guest = byPeer.get(peer);
    return guest != null && guest.folded;
  }

  private boolean full(String source) {
    return count >= caps.connections() || own(source) >= caps.perAddress();
  }

  private int own(String source) {
    return guests.getOrDefault(source, List.of()).size();
  }

  private void say(String source) {
    long now = System.nanoTime();
    if (now - saidNanos >= SAY_AGAIN_NANOS) {
      saidNanos = now;
      log.warn(
          "refuses connections from {}: there are {} of {}, of which one address may have {}",
          source,
          count,
          caps.connections(),
          caps.perAddress());
    }
  }

  /** Sweeps now and then, until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.interrupted()) {
        Thread.sleep(INTERVAL);
        lock.lock();
        try {
          sweep();
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException e) {
      // The server closes.
      Thread.currentThread().interrupt();
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    count = 0;
    for (List<Guest> own : guests.values()) {
      own.removeIf(guest -> {
        if (guest.late(now, handshakeNanos, idleNanos)) {
          IoUtils.safeClose(guest.connection);
        }
        boolean gone = !guest.connection.isOpen();
        if (gone) {
          byPeer.remove(guest.peer, guest);
        }
        return gone;
      });
      count += own.size();
    }
    guests.values().removeIf(List::isEmpty);
  }

  private static String source(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.ofDelimiter(":")
                .formatHex(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES))
            + "/64"
        : address.getHostAddress();
  }
}
