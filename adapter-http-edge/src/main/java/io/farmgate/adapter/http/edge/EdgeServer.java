package io.farmgate.adapter.http.edge;

import io.farmgate.domain.port.TokenVerifier;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;

/** The HTTP server on the main port. Thread-safe. */
public final class EdgeServer implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 << 10;

  /** Kept for reuse at most: 32 MiB. */
  private static final int MAX_POOLED_BUFFERS = 2048;

  /** How often the certificate's files are looked at. */
  private static final Duration TLS_LOOK = Duration.ofSeconds(1);

  private final EdgeContext edge;
  private final ByteBufferPool buffers;
  private final EntryHall hall;
  private final AcceptingChannel<StreamConnection> door;
  private final InetSocketAddress address;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final EdgeThreads threads;
  private final boolean ownsThreads;
  private volatile int unfinished;

  private EdgeServer(
      EdgeContext edge,
      ByteBufferPool buffers,
      EdgeThreads threads,
      boolean ownsThreads,
      EntryHall hall,
      AcceptingChannel<StreamConnection> door) {
    this.edge = edge;
    this.buffers = buffers;
    this.threads = threads;
    this.ownsThreads = ownsThreads;
    this.hall = hall;
    this.door = door;
    this.address = door.getLocalAddress(InetSocketAddress.class);
  }

  /** Starts to listen, without a limit on requests and without figures. */
  public static EdgeServer start(EdgeConfig config, TokenVerifier verifier, List<HttpApi> apis) {
    return start(config, EdgeGuards.NONE, verifier, apis);
  }

  /** Starts to listen, with threads that end with the server. */
  public static EdgeServer start(
      EdgeConfig config, EdgeGuards guards, TokenVerifier verifier, List<HttpApi> apis) {
    EdgeThreads threads = EdgeThreads.start();
    boolean started = false;
    try {
      EdgeServer server = start(config, guards, verifier, apis, threads, /* owns= */ true);
      started = true;
      return server;
    } finally {
      if (!started) {
        threads.close();
      }
    }
  }

  /**
   * Starts to listen.
   *
   * @param apis asked in this order for the route of a path
   * @param threads run on when the server is closed
   * @throws EdgeException when the address cannot be bound
   */
  public static EdgeServer start(
      EdgeConfig config,
      EdgeGuards guards,
      TokenVerifier verifier,
      List<HttpApi> apis,
      EdgeThreads threads) {
    return start(config, guards, verifier, apis, threads, /* owns= */ false);
  }

  private static EdgeServer start(
      EdgeConfig config,
      EdgeGuards guards,
      TokenVerifier verifier,
      List<HttpApi> apis,
      EdgeThreads threads,
      boolean owns) {
    if (config.bind().isUnresolved()) {
      throw new EdgeException(
          where(config.bind()) + " cannot be listened on: no such host is known");
    }
    EdgeContext edge =
        new EdgeContext(
            config,
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("edge-task-", 0).factory()),
            new InFlight(),
            guards,
            new Connections(config.caps(), config.limits()));
    // No cache a thread: every virtual thread would fill its own and drop it.
    ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, MAX_POOLED_BUFFERS, 0);
    EntryHall hall = hall(edge, buffers, new EdgePipeline(edge, verifier, apis));
    try {
      AcceptingChannel<StreamConnection> door =
          threads
              .worker()
              .createStreamConnectionServer(
                  config.bind(),
                  hall,
                  OptionMap.builder()
                      .set(Options.TCP_NODELAY, true)
                      .set(Options.REUSE_ADDRESSES, true)
                      .set(Options.BACKLOG, 1024)
                      .getMap());
      door.resumeAccepts();
      edge.tasks().execute(edge.connections());
      hall.watch(edge.tasks());
      return new EdgeServer(edge, buffers, threads, owns, hall, door);
    } catch (IOException e) {
      edge.tasks().close();
      throw new EdgeException(cannotListen(config.bind(), e), e);
    }
  }

  private static EntryHall hall(EdgeContext edge, ByteBufferPool buffers, HttpHandler root) {
    OptionMap options = options(edge.config().limits(), edge.config().caps());
    if (edge.config().tls().isEmpty()) {
      return EntryHall.plain(edge.connections(), buffers, options, root);
    }
    TlsReload reload = new TlsReload(edge.config().tls().get(), TLS_LOOK);
    return EntryHall.secure(edge.connections(), buffers, options, root, reload, edge.tasks());
  }

  private static OptionMap options(EdgeConfig.Limits limits, EdgeConfig.Caps caps) {
    return OptionMap.builder()
        .set(UndertowOptions.MAX_HEADER_SIZE, limits.maxHeaderBytes())
        .set(UndertowOptions.MAX_HEADERS, limits.maxHeaders())
        .set(
            UndertowOptions.REQUEST_PARSE_TIMEOUT,
            Math.toIntExact(limits.parseTimeout().toMillis()))
        .set(UndertowOptions.NO_REQUEST_TIMEOUT, Math.toIntExact(limits.idleTimeout().toMillis()))
        // Undertow's own limit is 2 MiB, and breaks the connection; RequestBody has the real one.
        .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
        // Paths and queries are decoded here, once and strictly.
        .set(UndertowOptions.DECODE_URL, false)
        .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, false)
        // Without TLS there is none; with it, the listener is made by hand.
        .set(UndertowOptions.ENABLE_HTTP2, false)
        .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
        .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, caps.streams())
        .getMap();
  }

  private static String cannotListen(InetSocketAddress bind, IOException problem) {
    String sentence = where(bind) + " cannot be listened on: " + problem.getMessage();
    return problem instanceof BindException
        ? sentence
            + " (expected: an address of this machine, FARMGATE_BIND, and a port that no other"
            + " program has, REST_PORT)"
        : sentence;
  }

  private static String where(InetSocketAddress bind) {
    String host = bind.isUnresolved() ? bind.getHostString() : bind.getAddress().getHostAddress();
    return host + ":" + bind.getPort();
  }

  /** Returns the address that it listens on, with the real port. */
  public InetSocketAddress address() {
    return address;
  }

  /** Returns how many calls had not finished when {@link #close} cut them; 0 before that. */
  public int unfinished() {
    return unfinished;
  }

  /**
   * Stops accepting, lets calls in flight finish for at most {@link EdgeConfig#shutdownTimeout},
   * then ends what is left. A request that comes on an open connection meanwhile is answered 503.
   * Safe to call again.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    edge.inFlight().close();
    IoUtils.safeClose(door);
    boolean interrupted = false;
    try {
      edge.inFlight().awaitEmpty(edge.config().shutdownTimeout());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    List<EdgeExchange> late = edge.inFlight().remaining();
    unfinished = late.size();
    late.forEach(EdgeExchange::cut);
    edge.tasks().shutdownNow();
    hall.closeConnections();
    if (ownsThreads) {
      threads.close();
    } else {
      threads.settle();
    }
    hall.closeBuffers();
    buffers.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
